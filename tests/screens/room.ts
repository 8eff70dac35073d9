import type { Locator, Page } from '@playwright/test';
import type { Language } from '../../src-shared/say.ts';
import { said } from './said.ts';

/** A window that is looked at, and the language it speaks. */
export interface Visit {
  page: Page;
  language: Language;
}

/** The windows there are: of the sample, of the sample while it is locked, of a new vault, of a torn one, of nobody. */
export type WindowOf = 'sample' | 'locked' | 'empty' | 'unreadable' | 'stranger';

/** A screen of the window. */
export interface Room {
  name: string;
  of: WindowOf;
  /** What it opens from is there only in a window with room for it. */
  needsRoom?: true;
  /** Goes there from the table, as a keyboard does it; gives what is to be looked at. */
  enter(visit: Visit): Promise<Locator>;
  /** Takes back what the core would remember. */
  leave?(visit: Visit): Promise<void>;
}

export const whole = (page: Page): Locator => page.locator('.window');
export const dialog = (page: Page): Locator => page.locator('.dialog');
export const popover = (page: Page): Locator => page.locator('.popover').last();

/** Opens the command palette. */
export async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.locator('.dialog.commands');
  await palette.getByRole('option').first().waitFor();
  return palette;
}

const isGoneTo = (option: Locator) => option.evaluate((element) => element.matches('[data-focused]'));

/** Does what the command palette calls so. */
export async function command({ page, language }: Visit, english: string, name = ''): Promise<void> {
  const words = said(language, english).replace('{name}', name);
  const palette = await openPalette(page);
  await palette.getByRole('combobox').fill(words);
  const wanted = palette.getByRole('option').filter({ has: page.getByText(words, { exact: true }) });
  await wanted.waitFor();
  // A press of the mouse would decide whether the focus is shown where it goes back to, and a click of nobody's how it goes.
  for (let steps = 0; steps < 20 && !(await isGoneTo(wanted)); steps++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
}

/** A dialog that a command opens, once there is such an element in it. */
export const opens =
  (english: string, sign: string): Room['enter'] =>
  async (visit) => {
    await command(visit, english);
    await dialog(visit.page).locator(sign).first().waitFor();
    return dialog(visit.page);
  };

/** The details of a profile, with their chart. */
export async function details(visit: Visit, name: string): Promise<Locator> {
  await command(visit, 'Go to {name}', name);
  const panel = visit.page.locator('.details');
  await panel.locator('figure.chart').waitFor();
  return panel;
}

/** What a button of that name, in English, opens over the window. */
export const unfolds =
  (english: string, within = '.window'): Room['enter'] =>
  async ({ page, language }) => {
    await page
      .locator(within)
      .getByRole('button', { name: said(language, english), exact: true, disabled: false })
      .first()
      .press('Enter');
    await popover(page).waitFor();
    return whole(page);
  };

/** What was typed letter by letter is not a paste: this is one, into what has the focus. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.locator('textarea:focus').waitFor();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/plain', content);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}
