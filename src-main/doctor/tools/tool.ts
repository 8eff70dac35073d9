import type { Surroundings } from '../../gateways/surroundings.ts';

/** Of the surroundings what tells which credential a tool takes. */
export type Standing = Pick<Surroundings, 'env' | 'home' | 'cwd' | 'platform' | 'now'>;

export const offerKinds = ['key', 'token', 'login', 'program', 'cloud'] as const;

/** A credential that a tool would take if nothing went before it. It may hold the secret: never put it into a document. */
export interface Offer {
  /** The variable, or `login`, `apiKeyHelper`, a field of a file. */
  name: string;
  /** `environment`, the path of a file, or `keyring`. */
  from: string;
  kind: (typeof offerKinds)[number];
  /** Null where it is not opened, or is none. */
  secret: string | null;
  /** Epoch ms; null where none is known, and for a login that its tool renews. */
  expiresAt: number | null;
}

/** Something that looks as if the tool took it, and why it does not. */
export interface Ignored extends Offer {
  why: string;
}

/** A program that takes a provider's credential from somewhere, and from where by its own documents. */
export interface Tool {
  id: string;
  name: string;
  provider: string;
  /** It is set up here, though it may have no credential. */
  isHere(at: Standing): boolean;
  /** Everything it could take; the first serves. */
  offers(at: Standing): Offer[];
  ignores?(at: Standing): Ignored[];
  /** The variable that sends its questions somewhere else. */
  baseUrl: string | null;
}

type Values = Readonly<Record<string, string | undefined>>;

/** The first of the variables that are not blank, as offers. */
export function variables(
  values: Values,
  names: readonly string[],
  { from = 'environment', kind = 'key' }: { from?: string; kind?: Offer['kind'] } = {},
): Offer[] {
  return names.flatMap((name) => {
    const secret = values[name]?.trim() ?? '';
    return secret === '' ? [] : [{ name, from, kind, secret, expiresAt: null }];
  });
}

export const isOn = (value: string | undefined): boolean => /^(?:1|true|yes|on)$/i.test(value?.trim() ?? '');
