import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** One of the two ways in which a person does the same. */
export interface Hands {
  /** Presses a button, a link or a line of a menu that is open. */
  press(target: Locator): Promise<void>;
  /** Opens the details of what stands in a row. */
  open(row: Locator): Promise<void>;
  /** Writes into a field what then stands there alone. */
  write(field: Locator, text: string): Promise<void>;
}

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses a key until that has the focus. */
async function until(page: Page, target: Locator, key: string): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never led to ${String(target)}`);
}

const mouse = (): Hands => ({
  press: (target) => target.click(),
  open: (row) => row.click(),
  async write(field, text) {
    await field.click({ clickCount: 3 });
    await field.page().keyboard.press('ControlOrMeta+a');
    await field.page().keyboard.type(text);
  },
});

/** Nothing is clicked, and nothing is focused but by keys. */
const keyboard = (page: Page): Hands => ({
  async press(target) {
    const isLine = /menuitem/.test((await target.getAttribute('role')) ?? '');
    await until(page, target, isLine ? 'ArrowDown' : 'Tab');
    await page.keyboard.press('Enter');
  },
  async open(row) {
    await expect(row).toBeVisible();
    const grid = page.getByRole('grid');
    for (let presses = 0; presses < 40; presses += 1) {
      if (await grid.evaluate((element) => element.contains(document.activeElement))) break;
      await page.keyboard.press('Tab');
    }
    await until(page, row, 'ArrowDown');
    await page.keyboard.press('Enter');
  },
  async write(field, text) {
    await until(page, field, 'Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
  },
});

/** Both, by name. */
export const hands: Readonly<Record<'mouse' | 'keyboard', (page: Page) => Hands>> = { mouse, keyboard };
