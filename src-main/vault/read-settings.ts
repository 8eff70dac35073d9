import type { Settings } from '../../src-shared/contract-schema.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';

type Reader<T> = (value: JsonValue | undefined) => T | undefined;

const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const between =
  (from: number, to: number): Reader<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to ? value : undefined;
const minuteOfDay = between(0, 1439);

/** The same bounds as the contract's schema, in plain code: what a file says is not what a door let in. */
const readers: { [K in keyof Settings]: Reader<Settings[K]> } = {
  probeIntervalMs: between(15 * 60_000, 7 * 86_400_000),
  probesPerDay: between(1, 96),
  restWhenLocked: flag,
  metered: flag,
  notifications: flag,
  quietHours: (value) => {
    if (value === null) return null;
    if (!isJsonObject(value)) return undefined;
    const from = minuteOfDay(value['from']);
    const to = minuteOfDay(value['to']);
    return from === undefined || to === undefined ? undefined : { from, to };
  },
  ladderDays: (value) => {
    if (!Array.isArray(value) || value.length > 12) return undefined;
    const days = value.map(between(0, 365)).filter((day) => day !== undefined);
    return days.length === value.length ? days : undefined;
  },
  theme: (value) => (value === 'system' || value === 'light' || value === 'dark' ? value : undefined),
  startAtLogin: flag,
  closeExplained: flag,
  lockAfterIdleMs: (value) => (value === null ? null : between(60_000, 86_400_000)(value)),
  lockOnSuspend: flag,
  lockOnScreenLock: flag,
};

/** The settings a document holds; those that cannot be read are left out, so that defaults stand for them. */
export function readSettings(json: JsonObject): Partial<Settings> {
  const settings: Partial<Settings> = {};
  for (const [name, read] of Object.entries(readers)) {
    const value = read(json[name]);
    if (value !== undefined) Object.assign(settings, { [name]: value });
  }
  return settings;
}
