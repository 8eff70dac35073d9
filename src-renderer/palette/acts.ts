import type { Settings } from '../../src-shared/contract-schema.ts';
import { languageNames, languages, say } from '../../src-shared/say.ts';
import type { Desk } from '../store/desk.ts';
import type { Open } from '../store/view.ts';
import { shortcuts, type Keys } from './keys.ts';

/** Something that can be done in the window, however it is asked for. */
export interface Act {
  readonly id: string;
  readonly words: string;
  /** Other words that a person may look for it by. */
  readonly also?: string;
  readonly keys?: Keys;
  /** Whether it can be done now; always, where nothing is said. */
  readonly when?: (desk: Desk) => boolean;
  run(desk: Desk): unknown;
}

const hourMs = 3_600_000;
const morningHour = 8;

/** Eight in the morning of the next day, epoch ms. */
function tomorrowMorning(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, morningHour).getTime();
}

/** Whether the vault can be changed from here. */
export function canChange({ connection, picture }: Desk): boolean {
  return connection.get().phase === 'connected' && picture.state.get()?.vault.state === 'open';
}
const isLocked = ({ picture }: Desk) => picture.state.get()?.vault.state === 'locked';
const isPaused = ({ picture }: Desk) => {
  const state = picture.state.get();
  return state !== null && (state.pausedIndefinitely || (state.pausedUntil ?? 0) > Date.now());
};
const hasProfiles = ({ picture }: Desk) => picture.profiles.get().length > 0;

const opens =
  (open: Open): Act['run'] =>
  ({ view }) =>
    view.over.set(open);
const sets =
  (change: Partial<Settings>): Act['run'] =>
  ({ act }) =>
    act((client) => client.settings.set(change));
const pauses =
  (until: (now: number) => number | null): Act['run'] =>
  ({ act }) =>
    act((client) => client.probes.pause({ until: until(Date.now()) }));

/** What can be done in the whole window, in the order in which it is offered. */
export const acts: readonly Act[] = [
  {
    id: 'add-key',
    words: say('Add a key…'),
    also: say('credential new paste token'),
    when: canChange,
    run: opens({ kind: 'add', way: 'key', provider: null }),
  },
  {
    id: 'add-reference',
    words: say('Add a reference…'),
    also: say('credential new environment file 1Password op exec'),
    when: canChange,
    run: opens({ kind: 'add', way: 'reference', provider: null }),
  },
  {
    id: 'add-setup-token',
    words: say('Add a Claude setup token…'),
    also: say('credential new claude code subscription'),
    when: canChange,
    run: opens({ kind: 'add', way: 'setup-token', provider: null }),
  },
  {
    id: 'add-server',
    words: say('Add a server without a key…'),
    also: say('new ollama local base URL'),
    when: canChange,
    run: opens({ kind: 'add', way: 'no-key', provider: null }),
  },
  {
    id: 'discover',
    words: say('Find credentials on this computer…'),
    also: say('discover add import files environment'),
    when: canChange,
    run: opens({ kind: 'discover' }),
  },
  {
    id: 'check',
    words: say('Check now'),
    also: say('test probe refresh ask'),
    when: (desk) => canChange(desk) && hasProfiles(desk),
    run: ({ act }) => act((client) => client.probes.test({})),
  },
  {
    id: 'resume',
    words: say('Resume checking'),
    when: isPaused,
    run: ({ act }) => act((client) => client.probes.resume({})),
  },
  {
    id: 'pause-hour',
    words: say('Pause checking for one hour'),
    when: (desk) => !isPaused(desk),
    run: pauses((now) => now + hourMs),
  },
  {
    id: 'pause-tomorrow',
    words: say('Pause checking until tomorrow morning'),
    when: (desk) => !isPaused(desk),
    run: pauses(tomorrowMorning),
  },
  {
    id: 'pause',
    words: say('Pause checking until resumed'),
    when: (desk) => !isPaused(desk),
    run: pauses(() => null),
  },
  {
    id: 'lock',
    words: say('Lock the vault'),
    keys: shortcuts.lock,
    when: canChange,
    run: ({ act }) => act((client) => client.vault.lock({})),
  },
  { id: 'unlock', words: say('Unlock the vault…'), when: isLocked, run: opens({ kind: 'unlock' }) },
  {
    id: 'hide-names',
    words: say('Hide names and masks'),
    also: say('privacy screen share present'),
    keys: shortcuts.privacy,
    when: ({ windowSettings }) => !windowSettings.get().privacy,
    run: ({ arrange }) => arrange({ privacy: true }),
  },
  {
    id: 'show-names',
    words: say('Show names and masks'),
    also: say('privacy screen share present'),
    keys: shortcuts.privacy,
    when: ({ windowSettings }) => windowSettings.get().privacy,
    run: ({ arrange }) => arrange({ privacy: false }),
  },
  {
    id: 'select',
    words: say('Select several profiles…'),
    also: say('bulk pick all many tag enable disable remove'),
    when: hasProfiles,
    run: ({ view }) => view.picked.set(view.picked.get() ?? new Set()),
  },
  {
    id: 'attention',
    words: say('Show what needs attention'),
    also: say('filter list'),
    when: hasProfiles,
    run: ({ view }) => view.state.set('attention'),
  },
  {
    id: 'everything',
    words: say('Show every profile'),
    also: say('filter list clear all'),
    when: ({ view }) =>
      view.state.get() !== 'all' || view.search.get() !== '' || view.providers.get().size > 0,
    run({ view }) {
      view.state.set('all');
      view.search.set('');
      view.providers.set(new Set());
    },
  },
  {
    id: 'group',
    words: say('Group by provider'),
    also: say('list sort'),
    when: ({ windowSettings }) => !windowSettings.get().grouped,
    run: ({ arrange }) => arrange({ grouped: true }),
  },
  {
    id: 'ungroup',
    words: say('Do not group by provider'),
    also: say('list sort'),
    when: ({ windowSettings }) => windowSettings.get().grouped,
    run: ({ arrange }) => arrange({ grouped: false }),
  },
  {
    id: 'calendar',
    words: say('Expiry calendar…'),
    also: say('dates months renew'),
    run: opens({ kind: 'calendar' }),
  },
  {
    id: 'settings',
    words: say('Settings…'),
    also: say('preferences options'),
    run: opens({ kind: 'settings', page: 'checking' }),
  },
  {
    id: 'vault-server',
    words: say('Vault and OpenBao…'),
    also: say('secret store server AppRole token settings'),
    run: opens({ kind: 'settings', page: 'network' }),
  },
  {
    id: 'protection',
    words: say('Protection of the vault…'),
    also: say('passphrase key file recovery code slots'),
    run: opens({ kind: 'protection', page: 'overview' }),
  },
  { id: 'backups', words: say('Backups…'), also: say('restore'), run: opens({ kind: 'backups' }) },
  { id: 'import', words: say('Import…'), when: canChange, run: opens({ kind: 'import' }) },
  { id: 'export', words: say('Export…'), when: canChange, run: opens({ kind: 'export' }) },
  {
    id: 'gateways',
    words: say('Gateways…'),
    also: say('OpenClaw RestFlow link'),
    run: opens({ kind: 'gateways', first: null }),
  },
  {
    id: 'relay',
    words: say('Relay…'),
    also: say('failover proxy base URL access token requests'),
    run: opens({ kind: 'relay' }),
  },
  {
    id: 'accesses',
    words: say('Access log…'),
    also: say('who used reveal'),
    run: opens({ kind: 'accesses' }),
  },
  {
    id: 'doctor',
    words: say('What is wrong here…'),
    also: say('doctor diagnose repair'),
    run: opens({ kind: 'doctor' }),
  },
  {
    id: 'explain',
    words: say('Explain an error…'),
    also: say('status code help'),
    run: opens({ kind: 'explain', about: null }),
  },
  {
    id: 'setup',
    words: say('First steps…'),
    also: say('setup protect find add'),
    run: opens({ kind: 'setup' }),
  },
  { id: 'theme-system', words: say('Theme: as the system'), run: sets({ theme: 'system' }) },
  { id: 'theme-light', words: say('Theme: light'), run: sets({ theme: 'light' }) },
  { id: 'theme-dark', words: say('Theme: dark'), run: sets({ theme: 'dark' }) },
  { id: 'language-system', words: say('Language: as the system'), run: sets({ language: 'system' }) },
  ...languages.map((each): Act => ({
    id: `language-${each}`,
    words: say('Language: {name}', { name: languageNames[each] }),
    run: sets({ language: each }),
  })),
  {
    id: 'shortcuts',
    words: say('Keyboard shortcuts…'),
    also: say('help keys'),
    keys: shortcuts.help,
    run: opens({ kind: 'shortcuts' }),
  },
];
