import type { Notify, Settings, VaultServerSetting } from '../../src-shared/contract-schema.ts';
import { languages } from '../../src-shared/say.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';

type Reader<T> = (value: JsonValue | undefined) => T | undefined;

const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const between =
  (from: number, to: number): Reader<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to ? value : undefined;
const minuteOfDay = between(0, 1439);

const oneOf =
  <const T extends string>(known: readonly T[]): Reader<T> =>
  (value) =>
    known.find((each) => each === value);

const text = (most: number) => (value: JsonValue | undefined) =>
  typeof value === 'string' && value !== '' && value.length <= most ? value : undefined;
const place: Reader<string> = (value) => {
  const found = text(4096)(value);
  return found !== undefined && /^(env|file):./.test(found) ? found : undefined;
};

const notify: Reader<Notify> = (value) => {
  if (!isJsonObject(value)) return undefined;
  if (value['by'] === 'desktop') return { by: 'desktop' };
  if (value['by'] === 'command') {
    const { command } = value;
    if (!Array.isArray(command) || command.length < 1 || command.length > 32) return undefined;
    const words = command.filter((word): word is string => typeof word === 'string' && word.length <= 4096);
    return words.length === command.length ? { by: 'command', command: words } : undefined;
  }
  const url = text(4096)(value['url']);
  const form = oneOf(['json', 'ntfy'])(value['form']);
  const authorization = value['authorization'] === null ? null : place(value['authorization']);
  if (value['by'] !== 'webhook' || url === undefined || form === undefined || authorization === undefined)
    return undefined;
  return { by: 'webhook', url, authorization, form };
};

const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value) =>
    value === null ? null : read(value);

const vaultServer: Reader<VaultServerSetting> = (value) => {
  if (!isJsonObject(value)) return undefined;
  const address = text(2048)(value['address']);
  const namespace = orNull(text(512))(value['namespace']);
  const caFile = orNull(text(4096))(value['caFile']);
  const roleId = orNull(text(512))(value['roleId']);
  const roleMount = orNull(text(512))(value['roleMount']);
  const secretIdAt = orNull(place)(value['secretIdAt']);
  const tokenAt = orNull(place)(value['tokenAt']);
  if (address === undefined || namespace === undefined || caFile === undefined || roleId === undefined)
    return undefined;
  if (roleMount === undefined || secretIdAt === undefined || tokenAt === undefined) return undefined;
  return { address, namespace, caFile, roleId, roleMount, secretIdAt, tokenAt };
};

/** The same bounds as the contract's schema, in plain code: what a file says is not what a door let in. */
const readers: { [K in keyof Settings]: Reader<Settings[K]> } = {
  probeIntervalMs: between(15 * 60_000, 7 * 86_400_000),
  probesPerDay: between(1, 96),
  restWhenLocked: flag,
  metered: flag,
  notifications: flag,
  notify: (value) => (value === null ? null : notify(value)),
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
  theme: oneOf(['system', 'light', 'dark']),
  language: oneOf(['system', ...languages]),
  startAtLogin: flag,
  updates: oneOf(['never', 'ask']),
  closeExplained: flag,
  lockAfterIdleMs: (value) => (value === null ? null : between(60_000, 86_400_000)(value)),
  lockOnSuspend: flag,
  lockOnScreenLock: flag,
  relayPort: (value) => (value === null ? null : between(1, 65_535)(value)),
  metricsPort: (value) => (value === null ? null : between(1, 65_535)(value)),
  vaultServer: orNull(vaultServer),
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

/** Settings without what names programs to run, files to send and servers that are shown who asks. */
export function withoutWay(settings: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => name !== 'notify' && name !== 'vaultServer'),
  );
}
