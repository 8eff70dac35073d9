import type { Page } from '@playwright/test';

/**
 * What a page cuts off, in sentences: words past the window's edge, words past their box without a sign of it, words cut with a
 * sign and nowhere whole, and controls that lie on one another. What scrolls is not cut off.
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const slack = 1.5;
    const troubles = new Set<string>();
    const called = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${(element.textContent ?? '').trim().slice(0, 40)}”`;
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const dialogs = [...document.querySelectorAll('.scrim, .popover, .first')];
    const inReach = (element: Element) =>
      dialogs.length === 0 || dialogs.some((dialog) => dialog.contains(element));
    const shown = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
      (element) =>
        inReach(element) &&
        element.closest('.sr, svg, [aria-hidden=true], [inert]') === null &&
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );
    const hasWords = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );

    for (const element of shown.filter(hasWords)) {
      const words = document.createRange();
      words.selectNodeContents(element);
      const { left, right, width } = words.getBoundingClientRect();
      if (width === 0) continue;
      for (let box: HTMLElement | null = element; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.position === 'fixed' && box !== element) break;
        if (box !== element && scrolls(box)) break;
        if (style.overflowX === 'visible' && box !== document.body) continue;
        const edge = box === document.body ? { left: 0, right: innerWidth } : box.getBoundingClientRect();
        if (right <= edge.right + slack && left >= edge.left - slack) continue;
        // So small a box is for screen readers alone.
        if (edge.right - edge.left <= 2) break;
        const isSaid = style.textOverflow === 'ellipsis' || Number.parseInt(style.webkitLineClamp, 10) > 0;
        if (!isSaid) troubles.add(`cut: ${called(element)}`);
        else if (element.closest('[title], [aria-label], [role=row], button, option') === null)
          troubles.add(`cut, and nowhere whole: ${called(element)}`);
        break;
      }
    }

    const controls = shown.filter((element) =>
      element.matches('button, a[href], input:not([type=file]), select, textarea, [role=tab], [role=radio]'),
    );
    /** What is seen of an element: what scrolls or cuts around it leaves out is not there. */
    const seen = (element: Element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const box = { left, right, top, bottom };
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflow === 'visible') continue;
        const edge = around.getBoundingClientRect();
        box.left = Math.max(box.left, edge.left);
        box.right = Math.min(box.right, edge.right);
        box.top = Math.max(box.top, edge.top);
        box.bottom = Math.min(box.bottom, edge.bottom);
      }
      return box;
    };
    // What stays in sight while the rest scrolls lies over it on purpose.
    const stays = (element: Element): boolean =>
      element.parentElement !== null &&
      (getComputedStyle(element).position === 'sticky' || stays(element.parentElement));
    const boxes = controls.filter((each) => !stays(each)).map((each) => ({ each, box: seen(each) }));
    for (const [at, { each: one, box: a }] of boxes.entries())
      for (const { each: other, box: b } of boxes.slice(at + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        // A control within a field: its button to reveal, to open, to clear.
        if (one.parentElement === other.parentElement && (one.matches('input') || other.matches('input')))
          continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > slack && down > slack)
          troubles.add(`on one another: ${called(one)} and ${called(other)}`);
      }
    return [...troubles];
  });
}
