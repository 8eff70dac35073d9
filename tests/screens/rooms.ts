import type { Locator, Page } from '@playwright/test';
import type { Language } from '../../src-shared/say.ts';
import { newKey } from './moment.ts';
import { said } from './said.ts';

/** A window that is looked at, and the language it speaks. */
export interface Visit {
  page: Page;
  language: Language;
}

/** A screen of the window. */
export interface Room {
  name: string;
  /** Which vault it is a screen of: the sample, the sample while it is locked, or an empty one. */
  of: 'sample' | 'locked' | 'empty';
  /** Goes there from the table, as a keyboard does it; gives what is to be looked at. */
  enter(visit: Visit): Promise<Locator>;
}

const whole = (page: Page) => page.locator('.window');
const dialog = (page: Page) => page.locator('.dialog');
const trouble = `HTTP/1.1 429 Too Many Requests
retry-after: 37
{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your rate limit"}}`;

async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.locator('.dialog.commands');
  await palette.getByRole('option').first().waitFor();
  return palette;
}

/** Does what the command palette calls so. */
async function command({ page, language }: Visit, english: string, name = ''): Promise<void> {
  const words = said(language, english).replace('{name}', name);
  const palette = await openPalette(page);
  await palette.getByRole('combobox').fill(words);
  await palette.getByRole('option', { name: words, exact: true }).click();
  await palette.waitFor({ state: 'detached' });
}

/** A dialog that a command opens, once there is such an element in it. */
const opens =
  (english: string, sign: string): Room['enter'] =>
  async (visit) => {
    await command(visit, english);
    await dialog(visit.page).locator(sign).first().waitFor();
    return dialog(visit.page);
  };

async function details(visit: Visit, name: string): Promise<Locator> {
  await command(visit, 'Go to {name}', name);
  const panel = visit.page.locator('.details');
  await panel.locator('figure.chart').waitFor();
  return panel;
}

/** Every screen that pictures are taken of. */
export const rooms: readonly Room[] = [
  { name: 'table', of: 'sample', enter: async ({ page }) => whole(page) },
  {
    name: 'details',
    of: 'sample',
    async enter(visit) {
      await details(visit, 'Evaluation runs');
      return whole(visit.page);
    },
  },
  {
    name: 'chart',
    of: 'sample',
    async enter(visit) {
      const panel = await details(visit, 'Fine-tuning');
      await panel.getByRole('radio', { name: said(visit.language, 'Quarter') }).press('Enter');
      await panel
        .getByRole('slider', { name: said(visit.language, 'Answers of the last 90 days') })
        .waitFor();
      return panel.getByRole('region', { name: said(visit.language, 'Latency and health') });
    },
  },
  {
    name: 'add',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Add a key…');
      await paste(visit.page, `$ export ANTHROPIC_API_KEY="${newKey}"\n`);
      await dialog(visit.page).getByText(said(visit.language, 'Works'), { exact: true }).waitFor();
      return dialog(visit.page);
    },
  },
  { name: 'discover', of: 'sample', enter: opens('Find credentials on this computer…', '.find-place') },
  { name: 'calendar', of: 'sample', enter: opens('Expiry calendar…', '.ends') },
  { name: 'settings', of: 'sample', enter: opens('Settings…', '.section') },
  { name: 'doctor', of: 'sample', enter: opens('What is wrong here…', '.findings') },
  { name: 'palette', of: 'sample', enter: ({ page }) => openPalette(page) },
  { name: 'protection', of: 'sample', enter: opens('Protection of the vault…', '.ways') },
  { name: 'gateways', of: 'sample', enter: opens('Gateways…', '.ways') },
  {
    name: 'explain',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Explain an error…');
      await dialog(visit.page).locator('textarea').fill(trouble);
      await dialog(visit.page).locator('.explained').waitFor();
      return dialog(visit.page);
    },
  },
  { name: 'empty', of: 'empty', enter: async ({ page }) => whole(page) },
  {
    name: 'locked',
    of: 'locked',
    async enter({ page }) {
      await page.locator('.banner').first().waitFor();
      return whole(page);
    },
  },
];

/** What was typed letter by letter is not a paste: this is one, into what has the focus. */
async function paste(page: Page, text: string): Promise<void> {
  await page.locator('textarea:focus').waitFor();
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/plain', content);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}
