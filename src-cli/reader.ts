import type { Client } from '../src-shared/contract.ts';
import type { OrderExplained } from '../src-shared/contract-order.ts';
import type { Access, Profile, ProfileHistory, Status } from '../src-shared/contract-schema.ts';

export interface StatusQuestion {
  /** Milliseconds that count as "expires soon"; the rule's own where absent. */
  within?: number;
  provider?: string;
  profile?: string;
  /** Whose own order holds. */
  agent?: string;
}

export interface OrderQuestion {
  provider: string;
  agent: string | null;
  /** The profile a session is pinned to. */
  prefer?: string;
}

/** What can be known without writing anything. */
export interface Reader {
  status(question: StatusQuestion): Promise<Status>;
  profiles(): Promise<Profile[]>;
  /** Who of a provider serves next. Throws `unknown_provider`. */
  order(question: OrderQuestion): Promise<OrderExplained>;
  /** The newest `limit` answers since then, newest last, and what went wrong. */
  history(id: string, since: number, limit: number): Promise<ProfileHistory>;
  /** Newest first. */
  accesses(limit: number): Promise<Access[]>;
  close(): Promise<void>;
}

/** Asks the owner of the data directory. */
export function readerOfOwner(client: Client): Reader {
  return {
    status: (question) => client.status(question),
    profiles: async () => (await client.profiles.list({})).profiles,
    order: (question) => client.order.explain(question),
    history: (id, since, limit) => client.profiles.history({ id, since, limit }),
    accesses: async (limit) => (await client.profiles.accesses({ limit })).entries,
    close: () => Promise.resolve(),
  };
}
