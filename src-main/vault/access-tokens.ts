import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';
import type { Document } from './document.ts';
import { withGrants } from './grants.ts';
import type { Hold } from './hold.ts';
import { entriesWith, textsIn } from './serving.ts';
import type { Vault } from './vault.ts';

/** What is kept of a relay's access token: what it may, and its hash, never itself (D-B32). Times are epoch ms. */
export interface StoredToken {
  /** SHA-256, hex. */
  hash: string;
  createdAt: number;
  expiresAt: number | null;
  /** Null: every provider. */
  providers: readonly string[] | null;
  agents: readonly string[];
  origins: readonly string[];
  perMinute: number | null;
  perDay: number | null;
  /** Which answers send a request to the next key (D-B31). */
  failover: 'mend' | 'limits';
}

export type StoredTokens = Readonly<Record<string, StoredToken>>;

/** The name under which a vault.json keeps them; the mark of the whole covers it. */
export const accessTokensMember = 'accessTokens';

/** The tokens of a document by their names; what cannot be read lets nobody in. */
export function accessTokensOf({ rest }: Pick<Document, 'rest'>): StoredTokens {
  const tokens = rest[accessTokensMember];
  if (!isJsonObject(tokens)) return {};
  return Object.fromEntries(
    Object.entries(tokens).flatMap(([name, json]) => {
      const token = isJsonObject(json) ? readToken(json) : null;
      return token === null ? [] : [[name, token]];
    }),
  );
}

const momentOf = (json: JsonValue | undefined): number | null | undefined =>
  json === null || (typeof json === 'number' && Number.isFinite(json)) ? json : undefined;

/** Null for what is no token: a limit that cannot be read is not taken for none. */
function readToken(json: JsonObject): StoredToken | null {
  const { hash, createdAt, providers, failover } = json;
  const expiresAt = momentOf(json['expiresAt']);
  const perMinute = momentOf(json['perMinute']);
  const perDay = momentOf(json['perDay']);
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash) || typeof createdAt !== 'number') return null;
  if (expiresAt === undefined || perMinute === undefined || perDay === undefined) return null;
  if (providers !== null && !Array.isArray(providers)) return null;
  return {
    hash,
    createdAt,
    expiresAt,
    providers: providers === null ? null : textsIn(providers),
    agents: textsIn(json['agents']),
    origins: textsIn(json['origins']),
    perMinute,
    perDay,
    failover: failover === 'mend' ? 'mend' : 'limits',
  };
}

/** The document with other tokens; the rest of it stays. */
export function withAccessTokens(document: Document, tokens: StoredTokens): Document {
  const json = Object.fromEntries(
    Object.entries(tokens).map(([name, { providers, agents, origins, ...token }]): [string, JsonObject] => [
      name,
      {
        ...token,
        providers: providers === null ? null : [...providers],
        agents: [...agents],
        origins: [...origins],
      },
    ]),
  );
  const isEmpty = Object.keys(json).length === 0;
  return { ...document, rest: entriesWith(document.rest, accessTokensMember, isEmpty ? null : json) };
}

/** The document with neither grants nor tokens: who was let in by another hand, or in an older one, is not. */
export const lettingNobodyIn = (document: Document): Document =>
  withAccessTokens(withGrants(document, {}), {});

/** Who may use the relay. */
export function createTokenActs(hold: Hold): Pick<Vault, 'accessTokens' | 'setAccessToken'> {
  return {
    accessTokens: () => accessTokensOf(hold.document()),
    setAccessToken(name, token) {
      const opened = hold.opened();
      const document = hold.document();
      const tokens = entriesWith(accessTokensOf(document), name, token);
      hold.save(opened, withAccessTokens(document, tokens), 'edit');
    },
  };
}
