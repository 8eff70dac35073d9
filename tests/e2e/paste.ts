import type { Locator, Page } from '@playwright/test';

/** The clipboard and Ctrl+V, as a person does it: what is typed letter by letter is not a paste. */
export async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+V');
}

/** Takes a provider out of the list by its name, as somebody types who knows it. */
export async function chooseProvider(page: Page, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Provider' });
  await field.fill(name);
  await page.getByRole('option', { name, exact: true }).click();
}
