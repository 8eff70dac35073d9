import type { Equipped } from '../../src-shared/contract-secrets.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What of Keywatch's own a program may know that runs Keywatch in turn; all else may tell what opens the vault. */
const harmless: ReadonlySet<string> = new Set([
  'KEYWATCH_HOME',
  'KEYWATCH_NO_KEYRING',
  'KEYWATCH_OFFLINE',
  'KEYWATCH_LOG',
]);

/** Names as the system compares them: Windows knows no capitals. */
const sameName = (name: string) => (process.platform === 'win32' ? name.toUpperCase() : name);

/**
 * The environment a program runs in: this one, with what its keys need, and without what would go before them. What one key
 * takes away another may bring.
 */
export function childVariables(
  env: Variables,
  equipped: readonly Pick<Equipped, 'set' | 'remove'>[],
): Record<string, string> {
  const gone = new Set(equipped.flatMap(({ set, remove }) => [...Object.keys(set), ...remove]).map(sameName));
  const stays = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !gone.has(sameName(entry[0])) &&
      (!sameName(entry[0]).startsWith('KEYWATCH_') || harmless.has(sameName(entry[0]))),
  );
  return Object.assign(Object.fromEntries(stays), ...equipped.map(({ set }) => set)) as Record<
    string,
    string
  >;
}
