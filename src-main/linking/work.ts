import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import type { Put } from '../vault/put-all.ts';
import type { Serving } from '../vault/serving.ts';
import type { FileWrite } from './file-writes.ts';
import type { LinkRecord } from './kept-record.ts';
import type { DatabaseWork } from './through-command.ts';

/** A plan with everything that carrying it out takes. It holds secrets. */
export interface Work<P extends GatewayPlan> {
  plan: P;
  /** Under what name the gateway asks Keywatch. */
  reader: string;
  /** What comes into the vault. */
  puts: readonly Put[];
  /** What the reader may fetch afterwards. */
  grants: readonly string[];
  /** Who works with which profile afterwards; null where that stays as it is. */
  users: Serving['users'] | null;
  /** In the order in which they are written. */
  writes: readonly FileWrite[];
  /** Every file that this or an earlier act writes: what was left beside them is removed. */
  touches: readonly { path: string }[];
  /** What is kept of the state before: undefined leaves that as it is, null forgets it. */
  record: LinkRecord | null | undefined;
  /** The stores that are written, by the names their locks have. */
  stores: readonly string[];
  /** What only the gateway's own command may write; null where there is nothing of that. */
  database: DatabaseWork | null;
}
