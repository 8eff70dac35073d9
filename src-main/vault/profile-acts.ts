import { telling } from '../../src-shared/say.ts';
import * as change from './changes.ts';
import type { Document } from './document.ts';
import { fingerprintOf } from './fingerprint.ts';
import { grantingOnly } from './grants.ts';
import type { Hold } from './hold.ts';
import type { Opened } from './opening.ts';
import type { StoredProfile } from './profile.ts';
import type { ProfileRecord } from './record.ts';
import { openSecret } from './seal.ts';
import type { Vault } from './vault.ts';
import { vaultErrors } from './vault-errors.ts';

type ProfileActs = Pick<
  Vault,
  'add' | 'change' | 'replaceSecret' | 'remove' | 'restore' | 'reveal' | 'fingerprint'
>;

/** What is done to single profiles, each act whole; `profiles` is what the vault lists, kept up here. */
export function createProfileActs(hold: Hold, profiles: Map<string, StoredProfile>): ProfileActs {
  const { clock, random } = hold;

  function record({ distrusted }: Opened, id: string): ProfileRecord {
    const found = hold.document().profiles.get(id);
    if (found === undefined) throw vaultErrors.notFound(id);
    const why = distrusted.get(found);
    if (why !== undefined) throw vaultErrors.damaged(id, why);
    return found;
  }

  function put(opened: Opened, id: string, made: ProfileRecord, document = hold.document()): void {
    hold.save(opened, { ...document, profiles: change.withEntry(document.profiles, id, made) }, 'edit');
    profiles.set(id, made.profile);
  }

  return {
    add(profile, secret) {
      const opened = hold.opened();
      const { id } = profile;
      if (hold.document().profiles.has(id)) throw vaultErrors.duplicate(id);
      const facts =
        secret === null ? profile : { ...profile, fingerprint: fingerprintOf(opened.fingerprintKey, secret) };
      const made = change.markedRecord(opened.key, facts, change.sealFor(opened.key, id, secret, random));
      // What one of that id that was removed might be fetched by, this one may not.
      const isAnother = (granted: string) => granted !== id;
      put(opened, id, made, grantingOnly(hold.document(), isAnother));
    },

    change(id, patch) {
      const opened = hold.opened();
      const known = record(opened, id);
      const { provider, createdAt } = known.profile;
      const facts = { ...known.profile, ...patch, id, provider, createdAt, updatedAt: clock.now() };
      put(opened, id, change.markedRecord(opened.key, facts, known.secret, known));
      return facts;
    },

    replaceSecret(id, secret, patch) {
      const opened = hold.opened();
      const known = record(opened, id);
      const { provider } = known.profile;
      const fingerprint =
        secret === null ? (patch.fingerprint ?? null) : fingerprintOf(opened.fingerprintKey, secret);
      const facts = { ...known.profile, ...patch, id, provider, fingerprint, updatedAt: clock.now() };
      const sealed = change.sealFor(opened.key, id, secret, random);
      put(opened, id, change.markedRecord(opened.key, facts, sealed, known));
      return facts;
    },

    remove(id) {
      const opened = hold.opened();
      const found = hold.document().profiles.get(id);
      if (found === undefined) throw vaultErrors.notFound(id);
      const removedAt = clock.now();
      const changed: Document = {
        ...hold.document(),
        profiles: change.withEntry(hold.document().profiles, id, undefined),
        removed: change.withEntry(hold.document().removed, id, { removedAt, record: found }),
      };
      hold.save(opened, changed, 'edit');
      profiles.delete(id);
      return removedAt + change.restorableMs;
    },

    restore(id) {
      const opened = hold.opened();
      const entry = hold.document().removed.get(id);
      if (entry === undefined) throw vaultErrors.notFound(id);
      if (hold.document().profiles.has(id)) throw vaultErrors.duplicate(id);
      if (!change.isRestorable(entry.removedAt, clock.now())) throw vaultErrors.tooLate(id);
      const changed: Document = {
        ...hold.document(),
        profiles: change.withEntry(hold.document().profiles, id, entry.record),
        removed: change.withEntry(hold.document().removed, id, undefined),
      };
      hold.save(opened, changed, 'edit');
      profiles.set(id, entry.record.profile);
      return entry.record.profile;
    },

    reveal(id) {
      const opened = hold.opened();
      const known = record(opened, id);
      if (known.secret === null) return null;
      const secret = openSecret(opened.key, change.secretPlace(id), known.secret);
      if (secret !== null) return secret;
      const why = telling('its secret does not open');
      opened.distrusted.set(known, why);
      throw vaultErrors.damaged(id, why);
    },

    fingerprint: (secret) => fingerprintOf(hold.opened().fingerprintKey, secret),
  };
}
