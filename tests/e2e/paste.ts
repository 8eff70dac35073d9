import type { Locator, Page } from '@playwright/test';

/** The clipboard and Ctrl+V, as a person does it: what is typed letter by letter is not a paste. */
export async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+V');
}
