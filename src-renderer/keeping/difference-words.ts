import type { Difference, FieldChange } from '../../src-shared/contract-keeping.ts';
import type { Kind } from '../../src-shared/words.ts';
import { shortDate, span } from '../../src-shared/times.ts';
import { kindNames } from '../parts/labels.ts';

const fieldNames: Readonly<Record<FieldChange['field'], string>> = {
  secret: 'Key',
  name: 'Name',
  provider: 'Provider',
  kind: 'Kind',
  reference: 'Reference',
  baseUrl: 'Base URL',
  api: 'API',
  config: 'Set for it',
  expiresAt: 'Expires',
  enabled: 'Used',
  disabledNote: 'Why not used',
  tags: 'Tags',
  notes: 'Notes',
  rotateEveryMs: 'New key every',
  probesPerDay: 'Questions a day',
  usedBy: 'Used by',
};

/** One change as a person reads it. */
export interface ChangeWords {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** A mask or an address: set in the face of such. */
  readonly mono: boolean;
}

export function changeWords({ field, before, after }: FieldChange): ChangeWords {
  const say = (value: FieldChange['before']) => saidValue(field, value);
  return {
    name: fieldNames[field],
    before: say(before),
    after: say(after),
    mono: field === 'secret' || field === 'reference' || field === 'baseUrl',
  };
}

function saidValue(field: FieldChange['field'], value: FieldChange['before']): string {
  if (value === null || value === '') return field === 'expiresAt' ? 'no date' : 'none';
  if (field === 'expiresAt' && typeof value === 'number') return shortDate(value);
  if (field === 'rotateEveryMs' && typeof value === 'number') return span(value);
  if (field === 'kind') return kindNames[value as Kind] ?? String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** How many things a difference changes; 0 where there is none. */
export function changesIn(difference: Difference): number {
  return Object.values(difference).reduce((sum, changes) => sum + changes.length, 0);
}

/** The settings of the vault, by the names a person knows. */
const settingNames: Readonly<Record<string, string>> = {
  probeIntervalMs: 'Time between questions',
  probesPerDay: 'Questions a day for each key',
  restWhenLocked: 'Rest while the screen is locked',
  metered: 'Metered connection',
  notifications: 'Notices',
  quietHours: 'Quiet hours',
  ladderDays: 'Days of notices before an expiry',
  theme: 'Theme',
  language: 'Language',
  startAtLogin: 'Start at login',
  lockAfterIdleMs: 'Lock after idle',
  lockOnSuspend: 'Lock when the computer sleeps',
  lockOnScreenLock: 'Lock with the screen',
};

export function settingName(name: string): string {
  return settingNames[name] ?? name;
}
