import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { nameOfRef } from '../gateways/references/secret-ref.ts';
import { refTo } from './chosen.ts';
import { providerIn, withProvider } from './config-text.ts';
import { fileAt, type FileWrite } from './file-writes.ts';
import type { Edit } from './json-text.ts';
import type { Judged } from './judge-profile.ts';
import { providerEntry, providerName } from './launcher.ts';
import { linkedText, type ToLink } from './store-text.ts';

export interface ConfigChange extends FileWrite {
  after: string;
  /** What makes the former text out of it. */
  undo: readonly Edit[];
}

export interface StoreChange extends ConfigChange {
  /** Its path as the gateway names it. */
  store: string;
  linked: readonly Judged[];
  /** What stood there, by profile. */
  former: ReadonlyMap<string, readonly string[]>;
}

/** The stores with references in place of secrets. Throws `invalid_input` where one cannot be changed in place. */
export function storeChanges(toLink: readonly Judged[]): StoreChange[] {
  return [...Map.groupBy(toLink, ({ agent }) => agent.files.path)].map(([store, linked]) => {
    const { path, text, mode } = fileAt(store);
    const wanted = linked.flatMap(({ credential: { id, type }, row }): ToLink[] =>
      type === 'oauth' || row.as === null ? [] : [{ id, type, ref: refTo(row.as) }],
    );
    const changed = text === null ? null : linkedText(text, wanted);
    if (text === null || changed === null) throw notInPlace(path);
    return {
      store,
      linked,
      former: changed.former,
      path,
      what: 'store' as const,
      before: text,
      after: changed.text,
      modeBefore: mode,
      modeAfter: 0o600,
      changes: linked.map(({ credential, row }) => ({
        at: `profiles.${credential.id}`,
        before: row.mask,
        after: nameOfRef(refTo(row.as ?? '')),
      })),
      undo: changed.undo,
    };
  });
}

/**
 * The configuration with Keywatch as a secret provider; null where it has that. Throws `duplicate` where something else has its name,
 * `invalid_input` where it cannot be changed in place.
 */
export function configChange(configPath: string, launcher: string): ConfigChange | null {
  const { path, text, mode } = fileAt(configPath);
  const present = text === null ? undefined : providerIn(text, providerName);
  if (typeof present === 'object' && present !== null && 'command' in present && present.command === launcher)
    return null;
  const at = `secrets.providers.${providerName}`;
  if (present !== undefined)
    throw new KeywatchError(
      'duplicate',
      telling(
        '{path} has {at} already, and it starts something else; nothing was changed; take it out, or give it another name',
        { path, at },
      ),
      { path },
    );
  const entry = providerEntry(launcher);
  const changed = withProvider(text, providerName, entry);
  if (changed === null)
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{path} cannot be changed without changing more of it than meant; nothing was changed; put this into it yourself, then link again: {at}: {entry}',
        { path, at, entry: JSON.stringify(entry) },
      ),
      { path },
    );
  return {
    path,
    what: 'config',
    before: text,
    after: changed.text,
    modeBefore: mode,
    modeAfter: 0o600,
    changes: [{ at, before: null, after: launcher }],
    undo: changed.undo,
  };
}

/** The program that the gateway starts; null where it lies there as it is to be. */
export function launcherWrite(path: string, text: string): FileWrite | null {
  const { text: before, mode } = fileAt(path);
  if (before === text && mode === 0o700) return null;
  return { path, what: 'launcher', before, after: text, modeBefore: mode, modeAfter: 0o700, changes: [] };
}

export function notInPlace(path: string): KeywatchError {
  return new KeywatchError(
    'invalid_input',
    telling(
      '{path} cannot be changed without changing more of it than meant: something stands in it twice; nothing was changed; mend that, then try again',
      { path },
    ),
    { path },
  );
}
