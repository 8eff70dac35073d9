import type { Page } from '@playwright/test';

/** Words of other languages are longer than English ones: every vowel twice is about 40 % more. */
async function lengthenWords(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement?.closest('.mono, code, kbd, textarea') === null)
        node.nodeValue = (node.nodeValue ?? '').replaceAll(/[aeiou]/g, (vowel) => vowel + vowel);
  });
}

const root = (page: Page, change: { size?: string; direction?: string }) =>
  page.evaluate(({ size, direction }) => {
    if (size !== undefined) document.documentElement.style.fontSize = size;
    if (direction !== undefined) document.documentElement.dir = direction;
  }, change);

/** Ways in which a window has less room than it was drawn for, or another, each after the one before; the last cannot be undone. */
export const inLessRoom: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'at 360 px': (page) => page.setViewportSize({ width: 360, height: 640 }),
  'in a low window': (page) => page.setViewportSize({ width: 1000, height: 420 }),
  'with text of 200 %': async (page) => {
    await page.setViewportSize({ width: 1000, height: 640 });
    await root(page, { size: '200%' });
  },
  'from right to left': (page) => root(page, { size: '', direction: 'rtl' }),
  'with longer words': async (page) => {
    await root(page, { direction: 'ltr' });
    await lengthenWords(page);
  },
};
