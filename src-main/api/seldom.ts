const restMs = 60_000;

/** Says a thing at once and then no more for a minute: what anybody can cause must fill no log. */
export function seldom(say: () => void): () => void {
  let resting = false;
  return () => {
    if (resting) return;
    resting = true;
    setTimeout(() => {
      resting = false;
    }, restMs).unref();
    say();
  };
}
