import { createHash } from 'node:crypto';
import { jwtExpiry } from '../../src-shared/jwt.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import { isRelayToken } from '../../src-shared/relay-token.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import type { Kind } from '../../src-shared/words.ts';
import { providerById } from '../providers/index.ts';
import { shapeOf } from '../providers/known-shapes.ts';
import { recognise, type Candidate } from '../providers/recognise.ts';
import type { Sighting } from './sighting.ts';
import { isPlaceholder, plainVariable, standIn } from './value-forms.ts';

/** Longer than this no secret is kept. Characters. */
const secretLimit = 64 * 1024;

/** Where something was seen. */
export interface Spot {
  source: string;
  /** A path, or what stands for one. */
  where: string;
  mode: number | null;
  /** It is a file: what stands there in clear is a finding. */
  inFile: boolean;
  /** Other files of the same source may say the same names. */
  many?: boolean;
}

/** One text that was met, before anything is made of it. */
export interface Draft {
  /** What tells it from others at the same spot. */
  name: string;
  location: string | null;
  value: string;
  /** The variable that names its provider. */
  variable?: string;
  /** The provider that its place tells. */
  provider?: string | null;
  kind?: Kind;
  /** The tool that renews it: it is never copied. */
  owner?: string;
  /** What it would be linked by; null where it is not. */
  link?: string | null;
  /** It is part of something that is taken whole or not at all. */
  uncopied?: boolean;
  expiresAt?: number | null;
  note?: string;
  /** Variables beside it that say where keys go: `NAME=address`. */
  addresses?: readonly string[];
  config?: Readonly<Record<string, string>>;
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6);

function selectorOf({ source, where, many }: Spot, name: string): string {
  return `${source}${many === true ? `@${hashed(where)}` : ''}${name === '' ? '' : `:${name}`}`;
}

/** A name out of a file may be a key in the wrong place. */
export const safeName = (name: string): string =>
  (/^[A-Z][A-Z0-9_]{0,79}(?:\[\d+\])?$/.test(name) && !/[A-Z0-9]{33}/.test(name) ? name : repeatable(name)) ??
  `entry-${hashed(name)}`;

/** A pointer, step by step. */
const safeLocation = (location: string): string =>
  location
    .split('/')
    .map((step) => (step === '' ? '' : safeName(step)))
    .join('/');

const findingOf = ({ inFile, mode }: Spot, plaintext: boolean): Sighting['finding'] => {
  if (!plaintext || !inFile) return 'none';
  return mode !== null && (mode & 0o077) !== 0 ? 'high' : 'medium';
};

const isLoose = ({ mode }: Spot): boolean => mode !== null && (mode & 0o077) !== 0;

const blank = (spot: Spot, draft: Draft): Sighting => ({
  selector: selectorOf(spot, draft.name),
  source: spot.source,
  provider: draft.provider ?? null,
  kind: draft.kind ?? null,
  where: spot.where,
  location: draft.location === null ? null : safeLocation(draft.location),
  mode: spot.mode,
  plaintext: false,
  finding: 'none',
  owner: draft.owner ?? null,
  expiresAt: draft.expiresAt ?? null,
  mask: null,
  reference: null,
  note: draft.note ?? null,
  baseUrl: null,
  config: draft.config ?? {},
  secret: null,
  link: draft.link ?? null,
  copies: false,
});

/** Something that is there and is not read: a keychain's item, a program's own store. */
export const namedOnly = (spot: Spot, draft: Omit<Draft, 'value'>): Sighting =>
  blank(spot, { ...draft, value: '' });

/** A login: it belongs to its tool, which renews it, so it is linked or left. */
function login(spot: Spot, draft: Draft): Sighting {
  const prefix = shapeOf(draft.value)?.known.shape.prefix ?? '';
  return {
    ...blank(spot, draft),
    plaintext: true,
    finding: findingOf(spot, true),
    mask: maskSecret(draft.value, prefix),
    secret: draft.value,
  };
}

function recognised({ value, variable, provider, addresses = [] }: Draft): Candidate | null {
  const hint = provider === null || provider === undefined ? undefined : providerById(provider);
  const { found } =
    hint === undefined && variable !== undefined
      ? recognise([`${plainVariable(variable)}=${value}`, ...addresses].join('\n'))
      : recognise(value, hint === undefined ? {} : { provider: hint.id });
  const [candidate] = found;
  return candidate === undefined || candidate.problem?.code === 'not_a_key' ? null : candidate;
}

const isNoKey = (value: string): boolean => isPlaceholder(value) || isRelayToken(value);

/** What a text at a spot is; null where it is no credential. What stands there as a placeholder, or for the relay, is none. */
export function sighted(spot: Spot, draft: Draft): Sighting | null {
  const value = draft.value.trim();
  if (value === '' || value.length > secretLimit || isNoKey(value)) return null;
  const stands = standIn(value);
  const candidate = recognised({ ...draft, value });
  // A default inside `${NAME:-…}` is plaintext all the same.
  const isKey = candidate !== null && ['exact', 'prefix'].includes(candidate.confidence);
  if (stands !== null && !isKey) {
    const provider = draft.provider ?? candidate?.provider ?? null;
    const { shown, link } = stands;
    const usual = provider === null ? undefined : providerById(provider)?.kinds[0];
    return {
      ...blank(spot, draft),
      provider,
      kind: draft.kind ?? candidate?.kind ?? usual ?? null,
      reference: shown,
      // Where it stands there is no secret, so a link leads where it points.
      link: provider === null ? null : link,
    };
  }
  if (draft.owner !== undefined || draft.kind === 'oauth') return login(spot, { ...draft, value });
  if (candidate === null) return null;
  const { reference, mask, problem, baseUrl, secret } = candidate;
  const provider = candidate.provider ?? draft.provider ?? null;
  const kind = draft.kind ?? candidate.kind;
  // A variable that says where a file lies.
  if (reference !== null)
    return { ...blank(spot, draft), provider, kind, reference, link: provider === null ? null : reference };
  const takes = provider !== null && problem?.blocks !== true;
  const whole = secret === value;
  const loose = spot.inFile && isLoose(spot);
  return {
    ...blank(spot, draft),
    provider,
    kind,
    mask,
    secret,
    baseUrl,
    plaintext: spot.inFile,
    finding: findingOf(spot, true),
    expiresAt: draft.expiresAt ?? jwtExpiry(secret),
    note: draft.note ?? problem?.message ?? null,
    link: takes && whole && !loose ? (draft.link ?? null) : null,
    copies: takes && draft.uncopied !== true,
  };
}
