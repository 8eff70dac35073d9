import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import type { Premises } from '../ports.ts';

/** Something of ours in the data directory. */
export interface Belonging {
  path: string;
  /** What it is, in words that begin a sentence. */
  what: string;
  /** Whoever reaches it reaches secrets. */
  key: boolean;
}

/** What may lie in the data directory, by its name there; `*` in words is whatever the pattern met. */
const kinds: readonly { name: RegExp; what: string; key?: true }[] = [
  { name: /^vault\.json$/, what: telling('The vault') },
  { name: /^vault\.json\.(tmp-|unreadable-)/, what: telling('An earlier copy of the vault') },
  { name: /^vault\.key$/, what: telling('The key file of the vault'), key: true },
  { name: /^history\.sqlite/, what: telling('The history') },
  { name: /^window\.json/, what: telling('How the window was left') },
  { name: /^repairs\.jsonl$/, what: telling('The list of repairs') },
  { name: /^door\.key/, what: telling('The key of the local door'), key: true },
  { name: /^owner\.lock/, what: telling('The lock of the owner') },
  { name: /^keywatch\.sock(\.path)?$/, what: telling('The local door') },
  { name: /^waiting\.sock$/, what: telling('The door of who waits for secrets') },
  { name: /^(allowed|backups|cache|connections|launchers|links|logs)$/, what: telling('The directory') },
];

/** Everything of ours that lies there, the directory itself first. */
export function belongings(premises: Premises): Belonging[] {
  const { directory } = premises;
  if (premises.look(directory) === null) return [];
  const inside = premises.list(directory).flatMap((name) => {
    const kind = kinds.find((known) => known.name.test(name));
    return kind === undefined
      ? []
      : [{ path: join(directory, name), what: kind.what, key: kind.key === true }];
  });
  const backups = join(directory, 'backups');
  const kept = premises
    .list(backups)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ path: join(backups, name), what: telling('A backup'), key: false }));
  return [{ path: directory, what: telling('The data directory'), key: true }, ...inside, ...kept];
}
