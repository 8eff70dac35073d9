import { basename, dirname, join } from 'node:path';
import { telling } from '../../../src-shared/say.ts';
import { fieldsOf } from '../../gateways/stores/credential.ts';
import type { GatewayFinding } from '../../gateways/findings/findings.ts';
import { parseJson, readPeerFile } from '../../gateways/stores/peer-file.ts';
import type { Surroundings } from '../../gateways/surroundings.ts';
import type { Premises } from '../../ports.ts';
import type { Found } from '../circumstances.ts';
import { Exchanged, type Repairs } from '../repairs.ts';

/** What may be set right outside the data directory, and with what. */
export interface Mending {
  premises: Premises;
  repairs: Repairs;
  around: Pick<Surroundings, 'cwd' | 'uid' | 'now' | 'isAlive'>;
}

/** The family takes a lock over after this: one on a store, and one on the renewal of a login (gateways.md §1.6). */
const staleAfterMs = (path: string) => (basename(dirname(path)) === 'oauth-refresh' ? 180_000 : 30_000);

/** Whether nobody can hold a lock any more: its process is gone, and its time is over. */
function isOver(path: string, { now, isAlive }: Mending['around']): boolean {
  const fields = fieldsOf(parseJson(readPeerFile(path)?.text ?? '').value);
  const pid = fields?.['pid'];
  const madeAt = typeof fields?.['createdAt'] === 'string' ? Date.parse(fields['createdAt']) : Number.NaN;
  return (
    typeof pid === 'number' &&
    Number.isInteger(pid) &&
    pid > 0 &&
    !isAlive(pid) &&
    now - madeAt > staleAfterMs(path)
  );
}

/** Files of this person alone, and no project's: a container may read the `.env` of one as somebody else. */
function closing(path: string, { premises, repairs, around }: Mending): Pick<Found, 'fix' | 'remedy'> | null {
  const lying = premises.look(path);
  if (
    lying?.kind !== 'file' ||
    around.uid === null ||
    lying.uid !== around.uid ||
    path === join(around.cwd, '.env')
  )
    return null;
  return {
    remedy: telling("keywatch doctor --fix, or type: chmod 600 ''{path}''", { path }),
    fix: () => repairs.close(path, 0o600),
  };
}

function unlocking(path: string, { repairs, around }: Mending): Pick<Found, 'fix' | 'remedy'> | null {
  if (!isOver(path, around)) return null;
  return {
    remedy: telling('Nothing need be done: the gateway takes it over. keywatch doctor --fix takes it away.'),
    fix() {
      if (!isOver(path, around)) throw new Exchanged(telling('somebody else has locked it meanwhile'));
      return repairs.takeAway(path, 'noted');
    },
  };
}

/** A finding of a loose file or a stale lock, with what sets it right where that is safe. */
export function mended({ ...finding }: GatewayFinding, mending: Mending): Found {
  const { id, where } = finding;
  if (where === null) return finding;
  const way =
    id === 'loose_mode' ? closing(where, mending) : id === 'stale_lock' ? unlocking(where, mending) : null;
  return { ...finding, ...way };
}
