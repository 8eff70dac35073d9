import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import { telling } from '../../src-shared/say.ts';
import { entryOf } from '../vault/serving.ts';
import { allOrNothing, fileAt, staged, type Act, type FileWrite } from './file-writes.ts';
import { recordPath, recordText } from './kept-record.ts';
import type { LinkingParts } from './linking-parts.ts';
import type { Work } from './work.ts';

/**
 * Does what was planned, all of it or nothing. Linking makes the way first and leads to it last, unlinking the other way round, so that
 * whoever is ended in between leaves a gateway that works, and what the next link or unlink finishes. Throws what
 * {@link allOrNothing} throws, and gives what it gives.
 */
export function carryOut(work: Work<GatewayPlan>, parts: LinkingParts): () => string[] {
  const kept = recordWrites(work, parts);
  const isLink = work.plan.act === 'link';
  const { acts, drop } = staged(isLink ? [...kept, ...work.writes] : [...work.writes, ...kept]);
  const inVault = vaultActs(work, parts);
  try {
    const undo = allOrNothing(isLink ? [...inVault, ...acts] : [...acts, ...inVault]);
    return () => {
      const stays = undo();
      settle(work, parts);
      return stays;
    };
  } finally {
    drop();
    settle(work, parts);
  }
}

/** What stood there before, sealed; written before the file it is about. */
function recordWrites({ record, reader }: Work<GatewayPlan>, { vault, premises }: LinkingParts): FileWrite[] {
  if (record === undefined) return [];
  const { path, text, mode } = fileAt(recordPath(premises.directory, reader));
  const after = record === null ? null : recordText(record, reader, vault);
  return [{ path, what: 'launcher', before: text, after, modeBefore: mode, modeAfter: 0o600, changes: [] }];
}

function vaultActs({ puts, users, grants, reader }: Work<GatewayPlan>, { vault }: LinkingParts): Act[] {
  const former = entryOf(vault.grants(), reader) ?? [];
  const knownUsers = vault.serving().users;
  const fresh = puts.map(({ profile }) => profile.id).filter((id) => !vault.profiles().has(id));
  const isGranted = former.length === grants.length && former.every((id) => grants.includes(id));
  return [
    ...(puts.length === 0 && users === null
      ? []
      : [
          {
            what: telling('The vault'),
            do: () => vault.putAll(puts, users === null ? {} : { users }),
            undo() {
              for (const id of fresh) vault.remove(id);
              if (users !== null) vault.putAll([], { users: knownUsers });
            },
          },
        ]),
    ...(isGranted
      ? []
      : [
          {
            what: telling('What the gateway may fetch'),
            do: () => vault.setGrants(reader, grants.length === 0 ? null : grants),
            undo: () => vault.setGrants(reader, former.length === 0 ? null : former),
          },
        ]),
  ];
}

/** What is believed follows what was written. */
function settle({ puts }: Work<GatewayPlan>, { linked, prober, lookAgain }: LinkingParts): void {
  for (const { profile } of puts) {
    linked.delete(profile.id);
    prober.forget(profile.id);
  }
  if (puts.length > 0) prober.changed();
  lookAgain();
}
