import JSON5 from 'json5';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { readSecretRef, nameOfRef } from '../gateways/references/secret-ref.ts';
import { isOurs, refTo } from './chosen.ts';
import { providerIn, withoutProvider } from './config-text.ts';
import { isInDatabase } from './database-profiles.ts';
import { fileAt, type FileWrite } from './file-writes.ts';
import type { GatewayPlace } from './gateway-place.ts';
import { edited } from './json-text.ts';
import { hashOf, type LinkRecord, type Step } from './kept-record.ts';
import { providerName } from './launcher.ts';
import { notInPlace } from './link-files.ts';
import type { Kept } from './plan-unlink.ts';
import { unlinkedText } from './store-text.ts';

export interface StoreBack extends FileWrite {
  /** Its path as the gateway names it. */
  store: string;
}

/** The stores with what stood there before. Throws `invalid_input` where one cannot be changed in place. */
export function storesBack(toUnlink: readonly Kept[], record: LinkRecord): StoreBack[] {
  return [...Map.groupBy(toUnlink, ({ was }) => was.store)].map(([store, kept]) => {
    const { path, text, mode } = fileAt(store);
    const linked = record.profiles.filter((was) => was.store === store).length;
    const exact = text !== null && linked === kept.length ? undone(record.steps[path], text) : undefined;
    const after =
      exact ??
      (text === null
        ? null
        : (unlinkedText(
            text,
            kept.map(({ was }) => was),
          )?.text ?? null));
    if (after === null) throw notInPlace(path);
    return {
      store,
      path,
      what: 'store' as const,
      before: text,
      after,
      modeBefore: mode,
      modeAfter: 0o600,
      changes: kept.map(({ was, row }) => ({
        at: `profiles.${was.id}`,
        before: nameOfRef(refTo(was.as)),
        after: row.mask,
      })),
    };
  });
}

/** The bytes of before every step, where nothing else was done since; null where there was no file, undefined where they cannot be had. */
function undone(steps: readonly Step[] | undefined, text: string): string | null | undefined {
  const [first] = steps ?? [];
  let now = text;
  for (const { before, after, undo } of (steps ?? []).toReversed()) {
    if (hashOf(now) !== after) {
      // A step that was kept and never done: whoever took it was ended between the two.
      if (hashOf(now) === before) continue;
      return undefined;
    }
    now = edited(now, undo);
    if (before === hashOf('')) return null;
    if (hashOf(now) !== before) return undefined;
  }
  return first === undefined ? undefined : now;
}

/**
 * The configuration without Keywatch; null where it has nothing of ours, `in use` where something that link did not write refers to
 * it. Throws `invalid_input` where it cannot be changed in place.
 */
export function configBack(
  { configPath, agents }: GatewayPlace,
  record: LinkRecord,
  launcher: string,
  stores: readonly StoreBack[],
  toUnlink: readonly Kept[],
): FileWrite | 'in use' | null {
  const { path, text, mode } = fileAt(configPath);
  const texts = [
    text,
    ...agents
      .filter((agent) => !isInDatabase(agent))
      .map(({ files }) => stores.find(({ store }) => store === files.path)?.after ?? fileAt(files.path).text),
  ];
  const goes = new Set(toUnlink.map(({ was }) => was.id));
  const inDatabases = agents
    .filter(isInDatabase)
    .flatMap(({ own }) => [...own.profiles.values()].filter((each) => isOurs(each.ref)));
  if (texts.some((each) => each !== null && refersToUs(each))) return 'in use';
  if (inDatabases.some(({ id }) => !goes.has(id))) return 'in use';
  const present = text === null ? undefined : providerIn(text, providerName);
  const startsUs =
    typeof present === 'object' && present !== null && 'command' in present && present.command === launcher;
  if (text === null || !startsUs) return null;
  const exact = undone(record.steps[path], text);
  const after = exact === undefined ? withoutProvider(text, providerName)?.text : exact;
  if (after === undefined)
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{path} cannot be changed without changing more of it than meant; nothing was changed; take secrets.providers.{providerName} out of it yourself, then unlink again',
        { path, providerName },
      ),
      { path },
    );
  return {
    path,
    what: 'config',
    before: text,
    after,
    modeBefore: mode,
    modeAfter: after === null ? null : 0o600,
    changes: [{ at: `secrets.providers.${providerName}`, before: launcher, after: null }],
  };
}

/** Whether a reference to our secret provider stands anywhere in a document. */
function refersToUs(text: string): boolean {
  const waiting: unknown[] = [];
  try {
    waiting.push(JSON5.parse(text));
  } catch {
    return false;
  }
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (isOurs(readSecretRef(value, '2026.9.6'))) return true;
    waiting.push(...Object.values(value).filter((each) => typeof each === 'object' && each !== null));
  }
  return false;
}
