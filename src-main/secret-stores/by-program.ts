import { telling } from '../../src-shared/say.ts';
import { TransportError, type Env } from '../ports.ts';
import { findProgram } from './find-program.ts';
import { nothingThere, oneSecret, unusable } from './one-secret.ts';
import type { Reach, StoreId, Wanted } from './store.ts';
import { storeError, type StoreTrouble, type StoreWords } from './trouble.ts';

/** A store that is asked through its own program. */
export interface ProgramStore {
  name: string;
  /** The first of them that is here is run. */
  programs: readonly string[];
  timeoutMs: number;
  /** One of these variables lets it answer without its person; without one only an act of theirs may start it (D-A11). */
  silentWith: readonly string[] | 'always' | 'never';
  args(wanted: Wanted, program: string): readonly string[];
  /** Set for it, beside the least environment and what it is signed in by (machine/child-environment.ts). */
  env?(own: Env): Readonly<Record<string, string>>;
  /** How it says on stderr what went wrong; the first that fits decides. */
  says: readonly (readonly [RegExp, StoreTrouble])[];
  /** It ends with 0 too where it could not ask. */
  failsWith0?: true;
  /** The secret in what it printed; null where it printed that there is none. Throws `unusable`. */
  secret(stdout: string, wanted: Wanted, program: string): string | null;
  /** What a person does, in words that are told. */
  install: string;
  signIn: string;
  unlock?: string;
}

/** How parsers of arguments say that they do not know one: Go's flag and cobra, clap, argparse. */
const misunderstood =
  /flag provided but not defined|unknown (?:shorthand )?(?:flag|command|options?)\b|unrecogni[sz]ed (?:subcommand|argument)|unexpected argument|wasn't expected|invalid choice/i;

/** What to say of a program's store, by its trouble; what is wrong with the secret itself is told with its place. */
function wordsOf(
  { name, install, signIn, unlock }: Pick<ProgramStore, 'name' | 'install' | 'signIn' | 'unlock'>,
  trouble: Exclude<StoreTrouble, 'missing' | 'unusable'>,
  program: string,
): StoreWords {
  const byHand = telling('run {program} by hand to see why', { program });
  const words: Readonly<Record<typeof trouble, StoreWords>> = {
    no_program: {
      what: telling('{program}, which asks {name}, is not installed where Keywatch runs', { program, name }),
      remedy: install,
    },
    too_old: {
      what: telling('{program} here is too old to be asked, or another program of that name', { program }),
      remedy: install,
    },
    not_set_up: { what: telling('{name} is not set up here', { name }), remedy: signIn },
    unreachable: {
      what: telling('{name} could not be reached', { name }),
      remedy: telling('see to the network, and try again'),
    },
    unwell: { what: telling('{program} gave no secret', { program }), remedy: byHand },
    locked: {
      what: telling('{name} is locked', { name }),
      remedy: unlock ?? telling('unlock it, and try again'),
    },
    not_signed_in: { what: telling('{name} does not know who asks', { name }), remedy: signIn },
    denied: {
      what: telling('{name} does not let this be read by who asks', { name }),
      remedy: telling('see there who may read it'),
    },
  };
  return words[trouble];
}

/** Where the store's program lies. Throws `no_program`. */
export function programOf(
  store: ProgramStore,
  id: StoreId,
  { env, home }: { env: Env; home: string },
): { path: string; program: string } {
  for (const program of store.programs) {
    const found = findProgram(program, env, home);
    if (found === null) continue;
    if ('path' in found) return { path: found.path, program };
    throw storeError(id, 'no_program', {
      what: telling('{path} could be replaced by other users, so it was not run', { path: found.unsafe }),
      remedy: telling('see to whose it is and who may write it'),
    });
  }
  throw storeError(id, 'no_program', wordsOf(store, 'no_program', store.programs.join(', ')));
}

/** Reads one secret through a store's program: no shell, no secret among its arguments, nothing it prints in an error. */
export async function readByProgram(
  store: ProgramStore,
  wanted: Wanted,
  reach: Pick<Reach, 'env' | 'files' | 'spawn'>,
): Promise<string> {
  const { path, program } = programOf(store, wanted.from, { env: reach.env, home: reach.files.home });
  const fails = (trouble: StoreTrouble) => {
    if (trouble === 'missing') return nothingThere(wanted, store.name);
    if (trouble !== 'unusable') return storeError(wanted.from, trouble, wordsOf(store, trouble, program));
    return unusable(
      wanted,
      store.name,
      telling('more than one item there bears that name'),
      telling('name it by its id'),
    );
  };
  const { code, stdout, stderr } = await reach
    .spawn(path, store.args(wanted, program), {
      env: store.env?.(reach.env) ?? {},
      timeoutMs: store.timeoutMs,
    })
    .catch((error: unknown) => {
      if (!(error instanceof TransportError)) throw error;
      if (error.reason !== 'timeout') throw fails('no_program');
      throw storeError(wanted.from, 'unreachable', {
        what: telling('{program} did not answer within {seconds} s', {
          program,
          seconds: store.timeoutMs / 1000,
        }),
        remedy: telling('run {program} by hand to see why', { program }),
      });
    });
  const said = misunderstood.test(stderr) ? 'too_old' : store.says.find(([form]) => form.test(stderr))?.[1];
  if (code !== 0) throw fails(said ?? 'unwell');
  const secret = store.secret(stdout, wanted, program);
  if (secret === null) throw fails((store.failsWith0 && said) || 'missing');
  return oneSecret(secret, wanted, store.name);
}
