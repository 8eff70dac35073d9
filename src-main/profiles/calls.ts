import type { AccessAction } from '../../src-shared/words.ts';
import type { Keywatch } from '../core.ts';
import { shownIncidents } from '../health/history-rows.ts';
import type { Prober } from '../health/probing.ts';
import { recognise } from '../providers/recognise.ts';
import { editProfile, replaceSecret, stored } from './acts.ts';
import { secretForWork } from './ask-profile.ts';
import type { Linked } from '../selection/profile-view.ts';
import type { Book } from './book.ts';
import { linkedFingerprint } from './link-fingerprint.ts';
import { newProfile } from './new-profile.ts';
import type { Parts } from './parts.ts';
import { checkPlainFields } from '../providers/plain-fields.ts';

export interface CallParts extends Parts {
  book: Book;
  prober: Prober;
  linked: Map<string, Linked>;
  /** Hears what the source of a profile's secret said just now. */
  noteLinked(id: string, linked: Linked): void;
  /** Looks again at what changed, of one provider or of all, or at one profile only, and tells it. */
  lookAgain(provider?: string, only?: string): void;
}

/** Ways a secret leaves on which a program works with it. */
const toWorkWith: ReadonlySet<AccessAction> = new Set(['run', 'serve']);

/** What a person does to profiles: each act changes the vault first, then what is believed, then tells. */
export function createProfileCalls(parts: CallParts): Keywatch['profiles'] {
  const { vault, history, clock, time, book, prober, log } = parts;

  const told = (id: string) => {
    const provider = vault.profiles().get(id)?.provider;
    prober.changed(id);
    parts.lookAgain(provider);
    return book.get(id);
  };
  /** Until when each removed profile can be restored; epoch ms. After that nothing is kept of what it answered. */
  const leaving = new Map<string, number>();
  const forgetAfter = (id: string, until: number) => {
    leaving.set(id, until);
    clock.after(until - clock.now(), () => {
      if (leaving.get(id) !== until) return;
      leaving.delete(id);
      prober.forget(id);
    });
  };
  const askSoon = (id: string) => {
    prober.testNow([id]).catch((error: unknown) => {
      log.error('A probe could not be made', { id, error: error instanceof Error ? error.name : 'unknown' });
    });
  };

  return {
    list: book.list,
    find: book.find,
    get: book.get,
    recognise(text, provider) {
      const { cleaned, found } = recognise(text, provider === undefined ? {} : { provider });
      const owners = new Map([...vault.profiles().values()].map(({ id, fingerprint }) => [fingerprint, id]));
      const canCompare = vault.state() !== 'locked';
      return {
        cleaned,
        found: found.map(({ secret, ...finding }) => ({
          ...finding,
          storedAs: canCompare && secret !== '' ? (owners.get(vault.fingerprint(secret)) ?? null) : null,
        })),
      };
    },
    async add(input, source) {
      checkPlainFields(input);
      const behind = await linkedFingerprint(input, parts);
      const { profile, secret } = newProfile(input, vault, time.now(), { source, behind });
      vault.add(profile, secret);
      // A profile of that id may have been removed before: what was seen of it says nothing about this one.
      leaving.delete(profile.id);
      parts.linked.delete(profile.id);
      prober.forget(profile.id);
      prober.changed(profile.id);
      parts.lookAgain(profile.provider, profile.id);
      const view = book.get(profile.id);
      if (input.probe !== false) askSoon(profile.id);
      return view;
    },
    edit(input) {
      checkPlainFields(input);
      const before = stored(vault, input.id);
      const after = editProfile(vault, input);
      if (before.baseUrl !== after.baseUrl) prober.renew(input.id);
      prober.changed(input.id);
      // Neither its kind nor its age was changed: where its siblings stand hangs on its end alone, which this sees.
      parts.lookAgain(after.provider, input.id);
      return book.get(input.id);
    },
    async replaceSecret(input) {
      checkPlainFields(input);
      const { provider, baseUrl, config } = stored(vault, input.id);
      const behind = await linkedFingerprint({ ...input, provider, baseUrl, config }, parts);
      replaceSecret(vault, input, time.now(), behind);
      parts.linked.delete(input.id);
      prober.renew(input.id);
      const view = told(input.id);
      if (input.probe !== false) askSoon(input.id);
      return view;
    },
    remove(id) {
      const { provider } = book.get(id);
      const until = vault.remove(id);
      prober.changed();
      parts.lookAgain(provider);
      forgetAfter(id, until);
      return until;
    },
    restore(id) {
      vault.restore(id);
      leaving.delete(id);
      return told(id);
    },
    enable(id) {
      stored(vault, id);
      vault.change(id, { enabled: true, disabledNote: null });
      prober.clear(id);
      return told(id);
    },
    disable(id, note) {
      checkPlainFields({ note });
      stored(vault, id);
      vault.change(id, { enabled: false, disabledNote: note });
      return told(id);
    },
    reset(id) {
      stored(vault, id);
      prober.clear(id);
      return told(id);
    },
    async reveal(id, { action, ...caller }) {
      const { secret } = await secretForWork(stored(vault, id), parts);
      history.addAccess({ at: clock.now(), id, action, ...caller });
      if (toWorkWith.has(action)) {
        prober.served(id);
        book.lookAt(id);
      }
      return secret ?? '';
    },
    history(id, { since, limit, span }) {
      book.get(id);
      const chart = span === undefined ? null : history.chart(id, span, clock.now());
      const from = Math.max(since, chart?.from ?? 0);
      return {
        id,
        rows: history.answers(id, from, limit),
        incidents: history.incidents(id, from, shownIncidents),
        days: chart === null ? history.days(id, from) : [],
        chart,
      };
    },
    accesses: (id, limit) => history.accesses(id, limit),
  };
}
