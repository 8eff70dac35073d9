import type { StoreReference } from '../../src-shared/reference.ts';
import { readByProgram } from './by-program.ts';
import { wantedBy, type Reach, type StoreId } from './store.ts';
import { lookHere, mayPrompt, programStores } from './stores.ts';
import { troubleOf, type StoreTrouble } from './trouble.ts';
import { createVaultSession } from './vault-session.ts';
import { readVault } from './vault.ts';

/** So long a secret is given from memory to whoever works with it. */
const freshMs = 5 * 60_000;
/** So long it is while its store cannot be asked. */
const keptMs = 30 * 60_000;
/** A store that nobody reached is not asked for the next secret until this is over. */
const restsMs = 10_000;

/** What says nothing of who asks nor of the secret: what was read a while ago still holds. */
const passing: ReadonlySet<StoreTrouble> = new Set(['unreachable', 'unwell', 'locked']);

/** The stores that teams keep secrets in, and what was read of them; in memory alone. */
export interface SecretStores {
  /** Throws the error of a store that does not give it. `fresh`: not from memory. */
  read(reference: StoreReference, fresh?: boolean): Promise<string>;
  /** Looks whether a store could be asked, without asking its person for anything. Throws as `read`. */
  look(reference: StoreReference): Promise<void>;
  /** Whether reading may ask a person for something. */
  mayPrompt(reference: StoreReference): boolean;
  /** The vault was locked, or the settings changed. */
  forget(): void;
}

export function createSecretStores(reach: Reach): SecretStores {
  const { clock, env } = reach;
  const session = createVaultSession(reach);
  const kept = new Map<string, { secret: string; at: number }>();
  const coming = new Map<string, Promise<string>>();
  const resting = new Map<StoreId, { error: unknown; until: number }>();
  /** What was asked before everything was forgotten is not kept. */
  let age = 0;

  async function ask(reference: StoreReference): Promise<string> {
    const rest = resting.get(reference.from);
    if (rest !== undefined && clock.now() < rest.until) throw rest.error;
    const wanted = wantedBy(reference);
    const asked = age;
    try {
      const secret =
        reference.from === 'vault'
          ? await readVault(wanted, session, reach)
          : await readByProgram(programStores[reference.from], wanted, reach);
      if (asked === age) kept.set(wanted.text, { secret, at: clock.now() });
      return secret;
    } catch (error) {
      const trouble = troubleOf(error)?.trouble;
      if (trouble === 'unreachable') resting.set(reference.from, { error, until: clock.now() + restsMs });
      if (trouble !== undefined && !passing.has(trouble)) kept.delete(wanted.text);
      throw error;
    }
  }

  /** One question at a time for one secret, however many wait for it. */
  function askOnce(reference: StoreReference): Promise<string> {
    const { text } = wantedBy(reference);
    const under = coming.get(text);
    if (under !== undefined) return under;
    const asking = ask(reference).finally(() => {
      if (coming.get(text) === asking) coming.delete(text);
    });
    coming.set(text, asking);
    return asking;
  }

  function remembered(reference: StoreReference, ms: number): string | null {
    const { text } = wantedBy(reference);
    const known = kept.get(text);
    if (known === undefined) return null;
    const old = clock.now() - known.at;
    // A clock that was set back makes nothing fresh for ever.
    if (old > keptMs || old < 0) kept.delete(text);
    return old >= 0 && old <= ms ? known.secret : null;
  }

  return {
    async read(reference, fresh = false) {
      if (fresh) return askOnce(reference);
      const now = remembered(reference, freshMs);
      if (now !== null) return now;
      try {
        return await askOnce(reference);
      } catch (error) {
        const trouble = troubleOf(error)?.trouble;
        const former = trouble !== undefined && passing.has(trouble) ? remembered(reference, keptMs) : null;
        if (former !== null) return former;
        throw error;
      }
    },
    async look(reference) {
      if (reference.from === 'vault' || !mayPrompt(reference.from, env)) await askOnce(reference);
      else await lookHere({ env, home: reach.files.home })(reference);
    },
    mayPrompt: ({ from }) => mayPrompt(from, env),
    forget() {
      age++;
      kept.clear();
      coming.clear();
      resting.clear();
      session.forget();
    },
  };
}
