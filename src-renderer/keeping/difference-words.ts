import type { Difference, FieldChange } from '../../src-shared/contract-keeping.ts';
import type { Kind } from '../../src-shared/words.ts';
import { shortDate, span } from '../../src-shared/times.ts';
import { say } from '../../src-shared/say.ts';
import { kindNames } from '../parts/labels.ts';
import { nothingHidden, type Hiding } from '../store/hiding.ts';

const fieldNames: Readonly<Record<FieldChange['field'], string>> = {
  secret: say('Key'),
  name: say('Name'),
  provider: say('Provider'),
  kind: say('Kind'),
  reference: say('Reference'),
  baseUrl: say('Base URL'),
  api: say('API'),
  config: say('Set for it'),
  expiresAt: say('Expires'),
  enabled: say('Used'),
  disabledNote: say('Why not used'),
  tags: say('Tags'),
  notes: say('Notes'),
  rotateEveryMs: say('New key every'),
  probesPerDay: say('Checks a day'),
  usedBy: say('Used by'),
};

/** One change as a person reads it. */
export interface ChangeWords {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** A mask or an address: set in the face of such. */
  readonly mono: boolean;
}

/** What tells nobody whose key it is; every other value is hidden where names are. */
const plain: ReadonlySet<FieldChange['field']> = new Set([
  'provider',
  'kind',
  'api',
  'expiresAt',
  'enabled',
  'rotateEveryMs',
  'probesPerDay',
]);

/** One change, said; what leads to an account as `hiding` lets it be seen. */
export function changeWords(
  { field, before, after }: FieldChange,
  hiding: Pick<Hiding, 'value'> = nothingHidden,
): ChangeWords {
  const said = (value: FieldChange['before']) => {
    const words = saidValue(field, value);
    return plain.has(field) || value === null || value === '' ? words : hiding.value(words);
  };
  return {
    name: fieldNames[field],
    before: said(before),
    after: said(after),
    mono: field === 'secret' || field === 'reference' || field === 'baseUrl',
  };
}

function saidValue(field: FieldChange['field'], value: FieldChange['before']): string {
  if (value === null || value === '') return field === 'expiresAt' ? say('no date') : say('none');
  if (field === 'expiresAt' && typeof value === 'number') return shortDate(value);
  if (field === 'rotateEveryMs' && typeof value === 'number') return span(value);
  if (field === 'kind') return kindNames[value as Kind] ?? String(value);
  if (typeof value === 'boolean') return value ? say('yes') : say('no');
  return String(value);
}

/** How many things a difference changes; 0 where there is none. */
export function changesIn(difference: Difference): number {
  return Object.values(difference).reduce((sum, changes) => sum + changes.length, 0);
}

/** The settings of the vault, by the names a person knows. */
const settingNames: Readonly<Record<string, string>> = {
  probeIntervalMs: say('Time between checks'),
  probesPerDay: say('Checks a day for each key'),
  restWhenLocked: say('Rest while the screen is locked'),
  metered: say('Metered connection'),
  notifications: say('Notices'),
  notify: say('How notices go out'),
  quietHours: say('Quiet hours'),
  ladderDays: say('Days of notices before an expiry'),
  theme: say('Theme'),
  language: say('Language'),
  updates: say('Look for newer releases'),
  startAtLogin: say('Start at login'),
  lockAfterIdleMs: say('Lock after idle'),
  lockOnSuspend: say('Lock when the computer sleeps'),
  lockOnScreenLock: say('Lock with the screen'),
  relayPort: say('Port of the relay'),
  metricsPort: say('Port of the metrics'),
};

export function settingName(name: string): string {
  return settingNames[name] ?? name;
}
