import { isSince, type Generation } from '../generation.ts';
import { readSecretRef, type SecretRef } from '../references/secret-ref.ts';

export const credentialTypes = ['api_key', 'token', 'oauth'] as const;
export type CredentialType = (typeof credentialTypes)[number];

/** One stored credential of a peer, as that peer would take it. It holds the secret: never put it into a document. */
export interface PeerCredential {
  id: string;
  type: CredentialType;
  provider: string;
  /** The secret that stands in the store: key, token or access token; empty where there is none. */
  inline: string;
  refresh: string;
  ref: SecretRef | null;
  /** Epoch ms as it stands there; null where none is named, NaN where that is no number. */
  expires: number | null;
  email: string | null;
  accountId: string | null;
  displayName: string | null;
  copyToAgents: boolean | null;
  /** A replacement that waits for `models auth activate`. */
  setup: boolean;
}

/** Why a peer leaves an entry of its store out, in its own words. */
export type WhyDropped = 'non_object' | 'invalid_type' | 'missing_provider';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object, null for everything that is none. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

export function textIn(fields: Fields | null, name: string): string | null {
  const value = fields?.[name];
  return typeof value === 'string' ? value : null;
}

/** Under which names an entry keeps its secret, and under which one a reference to it. */
export const secretPlaces: Readonly<Record<CredentialType, { secret: readonly string[]; ref: string }>> = {
  api_key: { secret: ['key', 'apiKey'], ref: 'keyRef' },
  token: { secret: ['token'], ref: 'tokenRef' },
  oauth: { secret: ['access'], ref: '' },
};

function typeOf(fields: Fields, generation: Generation): CredentialType | null {
  const told = fields['type'] ?? fields['mode'];
  if (told === 'apiKey' && isSince(generation, '2026.9.6')) return 'api_key';
  return credentialTypes.find((type) => type === told) ?? null;
}

function expiryIn(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? value : Number.NaN;
}

/**
 * One entry of a store, read as leniently as the peer reads it (gateways.md §1.4): `mode` for `type`, `apiKey` for `key`, a
 * reference where a secret belongs. Gives why the peer drops it where it does.
 */
export function readCredential(
  id: string,
  raw: unknown,
  generation: Generation,
): PeerCredential | WhyDropped {
  const fields = fieldsOf(raw);
  if (fields === null) return 'non_object';
  const type = typeOf(fields, generation);
  if (type === null) return 'invalid_type';
  const provider = textIn(fields, 'provider')?.trim() ?? '';
  if (provider === '') return 'missing_provider';
  const place = secretPlaces[type];
  const stored = place.secret
    .map((name) => fields[name])
    .find((value) => value !== undefined && value !== null);
  const misplaced = type === 'oauth' ? null : readSecretRef(stored, generation);
  const ref = misplaced ?? (place.ref === '' ? null : readSecretRef(fields[place.ref], generation));
  return {
    id,
    type,
    provider,
    inline: misplaced === null && typeof stored === 'string' ? stored : '',
    refresh: type === 'oauth' ? (textIn(fields, 'refresh') ?? '') : '',
    ref,
    expires: type === 'api_key' ? null : expiryIn(fields['expires']),
    email: textIn(fields, 'email'),
    accountId: textIn(fields, 'accountId'),
    displayName: textIn(fields, 'displayName'),
    copyToAgents: typeof fields['copyToAgents'] === 'boolean' ? fields['copyToAgents'] : null,
    setup: fieldsOf(fields['setup']) !== null,
  };
}
