import type { Page } from '@playwright/test';

/** Tab until what has the focus is called this, as somebody without a mouse does. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const names: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    const focused = await page.evaluate(() => {
      const at = document.activeElement;
      const label = at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? '') : '';
      return at?.getAttribute('aria-label') ?? (label === '' ? (at?.textContent ?? '') : label);
    });
    if (name.test(focused)) return;
    names.push(focused.slice(0, 40));
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab led to ${String(name)}, but to ${names.join(', ')}`);
}
