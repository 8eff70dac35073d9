import type { Served } from '../../src-shared/contract-secrets.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { History } from '../health/history.ts';
import type { Prober } from '../health/probing.ts';
import type { Clock, Log } from '../ports.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { entryOf } from '../vault/serving.ts';
import type { Vault } from '../vault/vault.ts';
import { inTime, patienceMs } from './in-time.ts';
import { profileIdOf } from './profile-id.ts';
import { noSecret, notHere, shut, whyNotServed } from './why-not-served.ts';

/** What secrets are handed out with. */
export interface SecretParts {
  vault: Pick<Vault, 'state' | 'reason' | 'grants' | 'profiles'>;
  clock: Clock;
  log: Log;
  history: Pick<History, 'addAccesses'>;
  prober: Pick<Prober, 'served'>;
  book: { lookAt(id: string): void };
  /** The secret of a profile at this moment; null where it has none. */
  read(profile: StoredProfile): Promise<{ secret: string | null }>;
}

/** What gateways fetch: nothing that was not granted to them, and nothing that is not written down first. */
export function createSecretCalls(parts: SecretParts): Pick<Keywatch['secrets'], 'serve'> {
  const { vault, clock, log, history, prober, book, read } = parts;
  return {
    async serve({ reader, ids }, caller) {
      // The window shows one secret at a time, to a person; only programs of this machine fetch many.
      if (caller.door !== 'local') throw notHere();
      const granted = new Set(reader === null ? [] : entryOf(vault.grants(), reader));
      const until = clock.now() + patienceMs;
      const names = [...new Set(ids)];
      const found = await forEach(storedFirst(names, vault.profiles()), (name) =>
        answered(name, secretOf(profileIdOf(name))),
      );
      const served = servedOf(writtenDown(found));
      log.info('a reader was answered', { asked: names.length, served: Object.keys(served.values).length });
      return served;

      async function secretOf(id: string): Promise<string> {
        if (vault.state() !== 'open') throw shut(vault.reason());
        const profile = granted.has(id) ? vault.profiles().get(id) : undefined;
        if (profile === undefined) throw notGranted();
        const refusal = whyNotServed(profile);
        if (refusal !== null) throw refusal;
        const { secret } = await inTime(read(profile), id, until - clock.now(), clock);
        if (secret === null || secret === '') throw noSecret(id);
        return secret;
      }

      /** All that leaves in one write: what cannot be written down stays here. */
      function writtenDown(answers: readonly Answer[]): readonly Answer[] {
        const leaving = answers.flatMap(([name, secret]) => (secret === null ? [] : [profileIdOf(name)]));
        if (leaving.length === 0) return answers;
        try {
          const at = clock.now();
          history.addAccesses(leaving.map((id) => ({ at, id, action: 'serve', ...caller, program: reader })));
        } catch (error) {
          if (!(error instanceof KeywatchError)) throw error;
          return answers.map(([name, secret, message]) => [
            name,
            null,
            secret === null ? message : error.message,
          ]);
        }
        for (const id of new Set(leaving)) {
          prober.served(id);
          book.lookAt(id);
        }
        return answers;
      }
    },
  };
}

/** What is not kept here may take a while to come: it must not keep back what is. */
function storedFirst(names: readonly string[], profiles: ReturnType<Vault['profiles']>): string[] {
  const isKept = (name: string) => profiles.get(profileIdOf(name))?.reference === null;
  return [...names.filter(isKept), ...names.filter((name) => !isKept(name))];
}

type Answer = readonly [name: string, secret: string | null, message: string];

/** What a person could read is told to the reader; a fault of ours ends the call. */
async function answered(name: string, coming: Promise<string>): Promise<Answer> {
  try {
    return [name, await coming, ''];
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    return [name, null, error.message];
  }
}

function servedOf(answers: readonly Answer[]): Served {
  return {
    values: Object.fromEntries(
      answers.flatMap(([name, secret]) => (secret === null ? [] : [[name, secret]])),
    ),
    errors: Object.fromEntries(
      answers.flatMap(([name, secret, message]) => (secret === null ? [[name, { message }]] : [])),
    ),
  };
}

/** References may start programs: so many at once. */
const atOnce = 8;

/** What an act comes to for each, a few at a time. */
async function forEach<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.values();
  const work = async () => {
    for (const item of waiting) results.push(await act(item));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** One word for all of them: who may not have a profile is not told that there is one. */
function notGranted(): KeywatchError {
  return new KeywatchError(
    'not_found',
    telling(
      'Nothing of this id is granted to this reader; nothing was handed out; keywatch gateway link grants it.',
    ),
  );
}
