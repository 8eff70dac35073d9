// What the bench `window` has the page itself write down: it runs in there before anything else does.

/** Notes when rows are first painted, what each key waits for, and tasks that hold up the page. Times are ms. */
export function takeNotes() {
  const notes = {
    rowsAt: null,
    keys: [],
    longTasks: [],
    /** Resolves when the page has nothing left to do: a key that changed no row by then has none to paint. */
    rested: () =>
      new Promise((resolve) => {
        requestIdleCallback(() => {
          waiting.length = 0;
          resolve();
        });
      }),
  };
  Reflect.set(globalThis, 'notes', notes);
  const {
    document,
    performance,
    requestAnimationFrame,
    requestIdleCallback,
    setTimeout,
    MutationObserver,
    PerformanceObserver,
  } = globalThis;

  // The frame that shows a change is the next one; a task after it finds it painted.
  const painted = (act) => requestAnimationFrame(() => setTimeout(() => act(performance.now())));
  const waiting = [];
  new MutationObserver((changes) => {
    if (notes.rowsAt === null && document.querySelector('.profiles .line') !== null)
      painted((at) => (notes.rowsAt ??= at));
    if (waiting.length === 0) return;
    if (!changes.some(({ target }) => target.nodeType === 1 && target.closest('.profiles') !== null)) return;
    const these = waiting.splice(0);
    painted((at) => {
      for (const key of these) key.paintMs = at - key.at;
    });
  }).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const key = { at: timeStamp, delayMs: performance.now() - timeStamp, paintMs: null };
      notes.keys.push(key);
      waiting.push(key);
    },
    true,
  );
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      notes.longTasks.push({ at: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });
}
