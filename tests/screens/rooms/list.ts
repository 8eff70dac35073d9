import { said } from '../said.ts';
import { command, openPalette, unfolds, whole, type Room } from '../room.ts';

const pick = async (page: Parameters<typeof whole>[0], count: number) => {
  await page.locator('[data-profile]').first().focus();
  await page.keyboard.press('Space');
  // It takes its room from the list, and a row that is gone to is brought into what is left.
  await page.locator('.bulk').waitFor();
  for (let more = 1; more < count; more++) await page.keyboard.press('Shift+ArrowDown');
};

/** The list, what stands above and below it, and the menus that open from them. */
export const listRooms: readonly Room[] = [
  { name: 'table', of: 'sample', enter: async ({ page }) => whole(page) },
  {
    name: 'attention',
    of: 'sample',
    async enter({ page }) {
      await page.locator('.attention .more button').press('Enter');
      await page.locator('.attention .more [aria-expanded=true]').waitFor();
      return whole(page);
    },
  },
  {
    name: 'attention-menu',
    of: 'sample',
    async enter({ page }) {
      // The first of all lines, not the first that can be put off: the others may still be told of.
      await page.locator('.attention li').first().locator('.acts [aria-haspopup]').press('Enter');
      await page.locator('.popover').waitFor();
      return whole(page);
    },
  },
  {
    name: 'none-found',
    of: 'sample',
    async enter({ page }) {
      await page.locator('input[type=search]').fill('no such thing');
      await page.locator('.none-here').waitFor();
      return whole(page);
    },
  },
  {
    name: 'ungrouped',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Do not group by provider');
      return whole(visit.page);
    },
    leave: (visit) => command(visit, 'Group by provider'),
  },
  { name: 'provider-menu', of: 'sample', needsRoom: true, enter: unfolds('Provider: every') },
  { name: 'column-menu', of: 'sample', needsRoom: true, enter: unfolds('Columns and grouping') },
  { name: 'settings-menu', of: 'sample', enter: unfolds('Settings') },
  {
    name: 'bulk',
    of: 'sample',
    async enter({ page }) {
      await pick(page, 3);
      return whole(page);
    },
  },
  {
    name: 'bulk-tag',
    of: 'sample',
    async enter(visit) {
      await pick(visit.page, 3);
      return unfolds('Add tag…', '.bulk')(visit);
    },
  },
  {
    name: 'bulk-remove',
    of: 'sample',
    async enter(visit) {
      await pick(visit.page, 3);
      return unfolds('Remove…', '.bulk')(visit);
    },
  },
  {
    name: 'notice',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Copy the id of {name}', 'Europe');
      await visit.page.locator('.toast').waitFor();
      return whole(visit.page);
    },
  },
  {
    name: 'privacy',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Hide names and masks');
      await visit.page.locator('html[data-private]').waitFor({ state: 'attached' });
      return whole(visit.page);
    },
    leave: (visit) => command(visit, 'Show names and masks'),
  },
  { name: 'palette', of: 'sample', enter: ({ page }) => openPalette(page) },
  {
    name: 'palette-none',
    of: 'sample',
    async enter({ page }) {
      const palette = await openPalette(page);
      await palette.getByRole('combobox').fill('no such thing');
      await palette.locator('.commands-none').waitFor();
      return palette;
    },
  },
  {
    name: 'shortcuts',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Keyboard shortcuts…');
      const page = visit.page.getByRole('dialog', { name: said(visit.language, 'Keyboard shortcuts') });
      await page.locator('.shortcuts').first().waitFor();
      return page;
    },
  },
];
