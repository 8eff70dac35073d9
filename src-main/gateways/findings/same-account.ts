import { createHash } from 'node:crypto';
import { telling } from '../../../src-shared/say.ts';
import type { GatewayFinding } from './findings.ts';
import type { PeerCredential } from '../stores/credential.ts';
import { authProvider } from '../provider-alias.ts';
import type { Snapshot } from '../stores/snapshot.ts';

const hashed = (secret: string) => createHash('sha256').update(secret.trim()).digest('base64');

/** What makes two stored credentials one: the secret itself, or for logins also the account. */
function marksOf({ type, provider, inline, refresh, accountId, email }: PeerCredential): string[] {
  const secrets = [inline, refresh].filter((secret) => secret.trim() !== '').map(hashed);
  const account = accountId ?? email;
  return type === 'oauth' && account !== null
    ? [...secrets, `${authProvider(provider)} ${account}`]
    : secrets;
}

interface Kept {
  store: string;
  id: string;
  type: PeerCredential['type'];
  /** Null where it lies with its own tool. */
  of: Snapshot | null;
}

/** A login that lies with its own tool. */
export interface KeptElsewhere {
  /** Whose: `Claude Code`. */
  store: string;
  secrets: readonly (string | null)[];
  account: { provider: string; id: string | null } | null;
}

const marksElsewhere = ({ secrets, account }: KeptElsewhere) => [
  ...secrets.flatMap((secret) => (secret === null ? [] : hashed(secret))),
  ...(account === null || account.id === null ? [] : [`${authProvider(account.provider)} ${account.id}`]),
];

/**
 * The same credential in several stores: a login that two of them renew ends for one of them. What agents merely inherit does
 * not count, and neither do two profiles of one store. `about` leaves out what lies in others alone.
 */
export function sharedAccounts(
  snapshots: readonly Snapshot[],
  elsewhere: readonly KeptElsewhere[] = [],
  about: Snapshot | null = null,
): GatewayFinding[] {
  const byMark = new Map<string, Kept[]>();
  for (const login of elsewhere)
    for (const mark of marksElsewhere(login))
      byMark.set(mark, [
        ...(byMark.get(mark) ?? []),
        { store: login.store, id: 'login', type: 'oauth', of: null },
      ]);
  for (const of of snapshots)
    for (const { id: agent, own } of of.agents.values())
      for (const credential of own.profiles.values()) {
        const { id, type } = credential;
        const kept = { store: `${of.named.system.id}/${agent}`, id, type, of };
        for (const mark of marksOf(credential)) byMark.set(mark, [...(byMark.get(mark) ?? []), kept]);
      }
  const told = new Set<string>();
  return [...byMark.values()].flatMap((all): GatewayFinding[] => {
    const stores = [...new Map(all.map((each) => [each.store, each])).values()];
    const where = stores.map(({ store, id }) => `${store} ${id}`).join(', ');
    if (about !== null && !all.some(({ of }) => of === about)) return [];
    if (stores.length < 2 || told.has(where)) return [];
    told.add(where);
    const isLogin = stores.some(({ type }) => type === 'oauth');
    return [
      {
        id: 'same_account',
        severity: isLogin ? 'warn' : 'info',
        what: isLogin
          ? telling(
              'One login lies in {count} stores: when one of them renews it, the others are signed out.',
              { count: stores.length },
            )
          : telling('One key lies in {count} stores: replacing it means replacing it in each.', {
              count: stores.length,
            }),
        where,
        remedy: isLogin
          ? telling('Sign in anew in all but one of them.')
          : telling('Keep it in one place and refer to it.'),
      },
    ];
  });
}
