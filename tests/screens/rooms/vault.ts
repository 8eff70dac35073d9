import { said } from '../said.ts';
import { command, dialog, opens, whole, type Room, type Visit } from '../room.ts';

/** The sections of the settings, as their tabs are called. */
const sections = [
  'Checks',
  'Notices',
  'Vault',
  'This computer',
  'Network',
  'Gateways',
  'Updates',
  'About',
] as const;

async function protectionPage({ page, language }: Visit, button: RegExp, sign: string) {
  await command({ page, language }, 'Protection of the vault…');
  await dialog(page).locator('.ways').first().waitFor();
  await dialog(page).getByRole('button', { name: button }).first().press('Enter');
  await dialog(page).locator(sign).first().waitFor();
  return dialog(page);
}

/** A button's name without what stands in its braces. */
const begins = (language: Visit['language'], english: string) =>
  new RegExp(`^${said(language, english).split('{')[0]}`);

/** The vault and what is around it. */
export const vaultRooms: readonly Room[] = [
  { name: 'settings', of: 'sample', enter: opens('Settings…', '.section') },
  ...sections.slice(1).map((name): Room => ({
    name: `settings-${name.toLowerCase().replace(' ', '-')}`,
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Settings…');
      const tab = dialog(visit.page).getByRole('tab', { name: said(visit.language, name), exact: true });
      await tab.press('Enter');
      await tab.and(visit.page.locator('[aria-selected=true]')).waitFor();
      return dialog(visit.page);
    },
  })),
  { name: 'doctor', of: 'sample', enter: opens('What is wrong here…', '.findings') },
  { name: 'protection', of: 'sample', enter: opens('Protection of the vault…', '.ways') },
  {
    name: 'protection-passphrase',
    of: 'sample',
    enter: (visit) => protectionPage(visit, begins(visit.language, 'Add: {name}'), 'input[type=password]'),
  },
  {
    name: 'protection-recovery',
    of: 'empty',
    enter: (visit) => protectionPage(visit, begins(visit.language, 'Make: {name}'), 'footer'),
  },
  {
    name: 'protection-remove',
    of: 'sample',
    enter: (visit) => protectionPage(visit, begins(visit.language, 'Remove {slot}'), 'footer'),
  },
  {
    name: 'protection-test',
    of: 'sample',
    enter: (visit) => protectionPage(visit, begins(visit.language, 'Test {slot}'), 'input'),
  },
  {
    name: 'protection-key',
    of: 'sample',
    enter: (visit) => protectionPage(visit, begins(visit.language, 'Change key…'), 'input'),
  },
  { name: 'gateways', of: 'sample', enter: opens('Gateways…', '.ways') },
  { name: 'relay', of: 'sample', enter: opens('Relay…', '.relay') },
  {
    name: 'relay-token',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Relay…');
      const relay = dialog(visit.page);
      await relay.getByRole('button', { name: said(visit.language, 'Make a token…') }).press('Enter');
      await relay.locator('summary').press('Enter');
      await relay.locator('.token-form').waitFor();
      return relay;
    },
  },
  { name: 'relay', of: 'sample', enter: opens('Relay…', '.relay') },
  { name: 'backups', of: 'sample', enter: opens('Backups…', '.ways') },
  {
    name: 'restore',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Backups…');
      await dialog(visit.page).locator('.ways button').first().press('Enter');
      await dialog(visit.page).locator('.back-to').waitFor();
      return dialog(visit.page);
    },
  },
  { name: 'import', of: 'sample', enter: opens('Import…', '.drop') },
  {
    name: 'import-plan',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Import…');
      const chooser = visit.page.waitForEvent('filechooser');
      await dialog(visit.page).locator('.drop button').press('Enter');
      await (
        await chooser
      ).setFiles({
        name: 'keys.env',
        mimeType: 'text/plain',
        buffer: Buffer.from(
          `OPENAI_API_KEY=sk-proj-${'x'.repeat(48)}\nGROQ_API_KEY=gsk_${'y'.repeat(52)}\nNOT_ONE=1\n`,
        ),
      });
      await dialog(visit.page).locator('.entries-read').waitFor();
      return dialog(visit.page);
    },
  },
  { name: 'export', of: 'sample', enter: opens('Export…', 'footer') },
  {
    name: 'export-sealed',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Export…');
      await dialog(visit.page).getByRole('checkbox').check();
      await dialog(visit.page).locator('input[type=password]').first().waitFor();
      return dialog(visit.page);
    },
  },
  { name: 'access-log', of: 'sample', enter: opens('Access log…', '.access') },
  { name: 'first-steps', of: 'sample', enter: opens('First steps…', '.steps') },
  { name: 'empty', of: 'empty', enter: async ({ page }) => whole(page) },
  {
    name: 'unreadable',
    of: 'unreadable',
    async enter({ page }) {
      await page.locator('.first.unreadable .ways').waitFor();
      return page.locator('.first');
    },
  },
  { name: 'not-let-in', of: 'stranger', enter: async ({ page }) => page.locator('.first') },
  {
    name: 'locked',
    of: 'locked',
    async enter({ page }) {
      await page.locator('.banner').first().waitFor();
      return whole(page);
    },
  },
  { name: 'unlock', of: 'locked', enter: opens('Unlock the vault…', 'input') },
  {
    name: 'settings-locked',
    of: 'locked',
    enter: opens('Settings…', '.why-not'),
  },
];
