import { telling } from '../../src-shared/say.ts';
import type { StoredToken } from '../vault/access-tokens.ts';
import { hashOf } from '../relay/access-token.ts';
import { allOrNothing, fileAt, staged, type Act, type FileWrite } from '../linking/file-writes.ts';
import type { ConnectingParts } from './connecting-parts.ts';
import { connectionPath, connectionText } from './kept-connection.ts';
import type { Work } from './work.ts';

/**
 * Does what was planned, all of it or nothing. What stood there is kept before anything changes, and forgotten last, so that whoever is ended
 * in between is undone by the next. `token` is the one that the configuration has in it. Throws what {@link allOrNothing} throws.
 */
export function carryOut(work: Work, token: string | null, parts: ConnectingParts): void {
  const { plan } = work;
  const { acts, drop } = staged(
    plan.act === 'connect' ? writesOf(work, parts) : writesOf(work, parts).toReversed(),
  );
  const [first, second] = acts;
  const tokens = tokenAct(plan, token, parts);
  try {
    allOrNothing([first, tokens, ...keepAct(plan.keeps, parts), second].filter((act) => act !== undefined));
  } finally {
    drop();
    parts.tokensChanged();
  }
}

/** What is kept, then the configuration. */
function writesOf({ plan, file, after, record }: Work, { premises, vault }: ConnectingParts): FileWrite[] {
  const own = fileAt(connectionPath(premises.directory, plan.tool));
  return [
    {
      path: own.path,
      what: 'launcher',
      before: own.text,
      after: record === null ? null : connectionText(record, vault),
      modeBefore: own.mode,
      modeAfter: 0o600,
      changes: [],
    },
    {
      path: file.path,
      what: 'config',
      before: file.text,
      after,
      modeBefore: file.mode,
      modeAfter: plan.modeAfter,
      changes: [],
    },
  ];
}

/** The access token of the tool: made, or revoked. */
function tokenAct(
  { token: name, providers }: Work['plan'],
  token: string | null,
  parts: ConnectingParts,
): Act {
  const { vault, clock } = parts;
  const former = vault.accessTokens()[name] ?? null;
  const stored: StoredToken | null =
    token === null
      ? null
      : {
          hash: hashOf(token),
          createdAt: clock.now(),
          expiresAt: null,
          providers,
          agents: [],
          origins: [],
          perMinute: null,
          perDay: null,
          failover: 'mend',
        };
  const put = (to: StoredToken | null) => {
    if (to !== null || Object.hasOwn(vault.accessTokens(), name)) vault.setAccessToken(name, to);
  };
  return {
    what: telling('The access token {name}', { name }),
    do: () => put(stored),
    undo: () => put(former),
  };
}

function keepAct(port: number | null, { settings }: ConnectingParts): Act[] {
  if (port === null) return [];
  return [
    {
      what: telling('The port of the relay'),
      do: () => void settings.set({ relayPort: port }),
      undo: () => void settings.set({ relayPort: null }),
    },
  ];
}
