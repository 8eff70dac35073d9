import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, type Keywatch } from './fixtures.ts';

/** An invented key of a shape that is recognised. */
export const secretOf = (letters: string) => `sk-ant-api03-${letters.repeat(23)}xAA`;

export const passphrase = 'invented words for a vault';

/** Puts a key into the vault by the command line, tested at a provider of the test's own. */
export async function add(keywatch: Keywatch, name: string, url: string, letters: string): Promise<void> {
  const args = ['auth', 'add', '--provider', 'anthropic', '--name', name, '--base-url', url, '--key', '-'];
  const { code, stderr } = await keywatch.cli(args, secretOf(letters));
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

/** A vault that opens by a passphrase alone, which a person has to type. */
export async function protectByPassphrase(keywatch: Keywatch): Promise<void> {
  const file = join(keywatch.env['HOME'] ?? '', 'passphrase');
  writeFileSync(file, `${passphrase}\n`, { mode: 0o600 });
  for (const args of [
    ['--add', 'passphrase', '--passphrase-file', file],
    ['--remove', 'key-file', '--yes'],
  ]) {
    const { code, stderr } = await keywatch.cli(['vault', 'protect', ...args]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  }
}

/** Opens a section of the settings. */
export async function openSettings(page: Page, section: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('menuitem', { name: 'Settings…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: section }).click();
  return dialog;
}

/** What has a line of its own behind the gear; all else is found in the settings. */
const inMenu = ['Gateways'];

/** Opens one of the vault's dialogs as a person finds it: behind the gear, or in the settings of the vault. */
export async function openFromMenu(page: Page, item: string, title: string): Promise<Locator> {
  if (inMenu.includes(item)) {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  } else {
    const settings = await openSettings(page, 'Vault');
    await settings.getByRole('button', { name: `${item}…` }).click();
  }
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Chooses a file in the import dialog. */
export async function chooseFile(page: Page, name: string, content: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Choose/ }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
}

/** What axe objects to, by rule and element. */
export async function objections(page: Page): Promise<string[]> {
  // A colour that is on its way to another one is nobody's to read.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

/** Whether any attribute of the document holds this text. */
export function inAttributes(page: Page, text: string): Promise<boolean> {
  return page.evaluate(
    (secret) =>
      [...document.querySelectorAll('*')].some((element) =>
        [...element.attributes].some(({ value }) => value.includes(secret)),
      ),
    text,
  );
}

/** Whether the document shows something wider than the window. */
export function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.dialog, .dialog *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => `${element.tagName} ${element.className}`),
  );
}
