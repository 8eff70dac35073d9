import { newKey } from '../moment.ts';
import { said } from '../said.ts';
import { command, details, dialog, opens, paste, popover, unfolds, whole, type Room } from '../room.ts';

/** A profile of the sample in each state that its details can be in. */
const inState: Readonly<Record<string, string>> = {
  healthy: 'Europe',
  expiring: 'Copilot',
  inferred: 'Build machine',
  expired: 'Workshop',
  invalid: 'Old laptop',
  'by-you': 'Intern',
  limited: 'Research',
  confirming: 'Voice prototype',
  'no-credit': 'Side project',
  away: 'Workstation',
  outage: 'Fine-tuning',
};

const trouble = `HTTP/1.1 429 Too Many Requests
retry-after: 37
{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your rate limit"}}`;

/** One profile: its details in each state, what changes it, and every way in which one comes. */
export const profileRooms: readonly Room[] = [
  {
    name: 'details',
    of: 'sample',
    async enter(visit) {
      await details(visit, 'Evaluation runs');
      return whole(visit.page);
    },
  },
  ...Object.entries(inState).map(([state, name]): Room => ({
    name: `details-${state}`,
    of: 'sample',
    enter: (visit) => details(visit, name),
  })),
  {
    name: 'details-open',
    of: 'sample',
    async enter(visit) {
      const panel = await details(visit, 'Europe');
      for (const fold of await panel.locator('summary').all()) await fold.press('Enter');
      return panel;
    },
  },
  {
    name: 'details-menu',
    of: 'sample',
    async enter(visit) {
      const panel = await details(visit, 'Europe');
      await panel.locator('header [aria-haspopup]').press('Enter');
      await popover(visit.page).waitFor();
      return whole(visit.page);
    },
  },
  {
    name: 'remove',
    of: 'sample',
    async enter(visit) {
      await details(visit, 'Europe');
      return unfolds('Remove…', '.details')(visit);
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
    name: 'chart-reading',
    of: 'sample',
    async enter(visit) {
      const panel = await details(visit, 'Fine-tuning');
      await panel.getByRole('slider').press('ArrowLeft');
      await panel.locator('.reading').waitFor();
      return panel;
    },
  },
  {
    name: 'edit',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Edit {name}…', 'Europe');
      await dialog(visit.page).locator('textarea').waitFor();
      return dialog(visit.page);
    },
  },
  {
    name: 'edit-not-a-date',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Edit {name}…', 'Europe');
      const edit = dialog(visit.page);
      await edit.getByLabel(said(visit.language, 'Expires')).fill('next spring');
      await edit.getByText(said(visit.language, 'Not a date. Try 1 March 2027, or 90 days.')).waitFor();
      return edit;
    },
  },
  {
    name: 'replace',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Replace the key of {name}…', 'Europe');
      await dialog(visit.page).locator('textarea').waitFor();
      return dialog(visit.page);
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
  { name: 'add-empty', of: 'sample', enter: opens('Add a key…', 'textarea') },
  {
    name: 'add-unknown',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Add a key…');
      await paste(visit.page, 'a7f3'.repeat(10));
      await dialog(visit.page).locator('.found').waitFor();
      return dialog(visit.page);
    },
  },
  {
    name: 'add-several',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Add a key…');
      await paste(
        visit.page,
        `OPENAI_API_KEY=sk-proj-${'x'.repeat(48)}\nGROQ_API_KEY=gsk_${'y'.repeat(52)}\n`,
      );
      await dialog(visit.page).locator('.found').first().waitFor();
      return dialog(visit.page);
    },
  },
  { name: 'add-reference', of: 'sample', enter: opens('Add a reference…', '.segments') },
  { name: 'add-setup-token', of: 'sample', enter: opens('Add a Claude setup token…', '.steps-inline') },
  {
    name: 'add-cut-off',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Add a Claude setup token…');
      await paste(visit.page, `sk-ant-oat01-${'Tk9_'.repeat(23)}xAA`.slice(0, 79));
      await dialog(visit.page).locator('.remedy').waitFor();
      return dialog(visit.page);
    },
  },
  { name: 'add-server', of: 'sample', enter: opens('Add a server without a key…', '.input') },
  {
    name: 'discover',
    of: 'sample',
    enter: opens('Find credentials on this computer…', '.find-place'),
  },
  { name: 'calendar', of: 'sample', enter: opens('Expiry calendar…', '.ends') },
  {
    name: 'calendar-chosen',
    of: 'sample',
    async enter(visit) {
      await command(visit, 'Expiry calendar…');
      await dialog(visit.page).locator('button.end').first().press('Enter');
      return dialog(visit.page);
    },
  },
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
];
