import { jwtClaims } from '../../src-shared/jwt.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import { telling } from '../../src-shared/say.ts';
import { nothingKnown, notAKey, ownedBy, unnamed, type Candidate } from './candidate.ts';
import { custom } from './custom.ts';
import type { Doubt, Piece } from './find-keys.ts';
import {
  elsewhere,
  misplaced,
  misshapen,
  problem,
  refused,
  takesAny,
  unlike,
  type Problem,
} from './key-problems.ts';
import { lookalikes, shapeOf, type KnownShape } from './known-shapes.ts';
import { destinationOf, type Address } from './paste-address.ts';
import type { Provider } from './provider.ts';
import { chatgptLogin, providerByClaims, strangeToken, type Claims } from './signed-token.ts';
import { foreignByVariable, providerByVariable, warningOfVariable } from './variable-names.ts';

/** What is known of a key beside its letters. */
export interface Circumstances {
  /** The provider a person chose. */
  hint: Provider | null;
  /** The addresses in the same paste. */
  addresses: readonly Address[];
}

/** Whom a key is meant for, and the address of its server where the paste gives one that is nobody's here. */
interface Meant {
  provider: Provider | null;
  baseUrl: string | null;
}

/** Whether every profile of a provider brings the address of its server. */
const bringsAddress = ({ baseUrl, probe }: Provider): boolean => baseUrl === null && probe.by === 'http';

/** A choice comes before an address, and an address before a name: OPENAI_API_KEY is what tools of any server read. */
function meantFor({ name }: Piece, { hint, addresses }: Circumstances): Meant {
  const byName = name === null ? null : providerByVariable(name);
  const to = destinationOf(name, addresses);
  const own = byName !== null && bringsAddress(byName) ? byName : custom;
  const provider = hint ?? (to === null ? byName : (to.provider ?? own));
  const there =
    to !== null &&
    provider !== null &&
    (to.provider === null ? bringsAddress(provider) : to.provider === provider && !to.usual);
  return { provider, baseUrl: there ? to.baseUrl : null };
}

/** What a key is: by its form where that is sure, else by where it is meant to go. Nobody is asked. */
export function namedKey(piece: Piece, around: Circumstances): Candidate {
  if (/\.{3}|\*{3}/.test(piece.text))
    return notAKey(
      piece.text,
      'not_a_key',
      telling('Shortened key'),
      telling('This is a key as it is shown, shortened. Paste the whole key.'),
    );
  const named = identified(piece, around);
  if (named.problem?.blocks === true) return named;
  if (piece.doubt !== undefined) return { ...named, problem: problem('cut_off', doubts[piece.doubt], true) };
  const warning = piece.name === null ? null : warningOfVariable(piece.name);
  return warning === null ? named : { ...named, problem: problem('wrong_kind', warning, false) };
}

function identified(piece: Piece, around: Circumstances): Candidate {
  const { text, name } = piece;
  const byName = name === null ? null : providerByVariable(name);
  const shape = shapeOf(text);
  if (shape !== null) return byShape(text, shape, byName ?? around.hint, name);
  const meant = meantFor(piece, around);
  const claims = jwtClaims(text);
  return claims === null ? byHint(text, meant, name) : signedToken(text, claims, meant, name);
}

/** A web token names who signed it, which is more than a variable's name says. */
function signedToken(text: string, claims: Claims, meant: Meant, name: string | null): Candidate {
  const signer = providerByClaims(claims);
  const login = chatgptLogin(text, claims);
  if (login !== null && meant.provider?.id !== signer?.id) return login;
  if (signer === null && meant.provider === null) return strangeToken(text);
  const named = byHint(text, signer === null ? meant : { provider: signer, baseUrl: null }, name);
  return { ...named, kind: 'token' };
}

const alonePlease = telling('Paste the key alone, in one line.');
const doubts: Readonly<Record<Doubt, string>> = {
  next_line: telling('What follows this key may belong to it, so it may not be whole. {remedy}', {
    remedy: alonePlease,
  }),
  open_quote: telling('The quote in front of this key is never closed, so its end may be missing. {remedy}', {
    remedy: alonePlease,
  }),
  several: telling('This may be one key in several parts, or several keys. {remedy}', {
    remedy: alonePlease,
  }),
};

function byShape(
  key: string,
  { known, whole }: { known: KnownShape; whole: boolean },
  meant: Provider | null,
  name: string | null,
): Candidate {
  const { shape, provider } = known;
  const own = 'kind' in shape ? shape : null;
  // What the form contradicts is no longer meant; a server of one's own takes keys of others.
  const owner = provider ?? (meant !== null && takesAny(meant) ? meant : null);
  return {
    ...nothingKnown,
    ...ownedBy(owner),
    kind: own?.kind ?? owner?.kinds[0] ?? null,
    label: shape.label,
    mask: maskSecret(key, shape.prefix),
    length: key.length,
    expectedLength: own?.length ?? null,
    confidence: whole ? 'exact' : 'prefix',
    candidates: owner === null ? [custom.id] : [],
    proposedName: owner?.name ?? shape.label,
    policy: (own?.kind === 'token' ? provider?.policy : null) ?? null,
    inferredLifetimeMs: own?.lifetimeMs ?? null,
    problem:
      (own === null ? null : (refused(own) ?? misshapen(key, own, whole))) ??
      misplaced(known, meant, name) ??
      (shape.checksum?.(key) === false
        ? problem('typo', telling('The checksum inside does not fit: a letter may be wrong.'), false)
        : null) ??
      (own?.warn === undefined ? null : problem('wrong_kind', own.warn, false)) ??
      ('serves' in shape && owner === null ? elsewhere(shape) : null),
    secret: key,
  };
}

/** A key whose form says nothing sure. It is never tried out: that would give it to strangers. */
function byHint(key: string, { provider: meant, baseUrl }: Meant, name: string | null): Candidate {
  const similar = lookalikes(key);
  const fits = similar.find(({ provider }) => provider?.id === meant?.id)?.shape ?? null;
  const foreign = meant === null && name !== null ? foreignByVariable(name) : null;
  const candidates = [
    ...new Set(similar.flatMap(({ provider }) => (provider === null ? [] : [provider.id]))),
  ];
  return {
    ...nothingKnown,
    ...ownedBy(meant),
    kind: meant?.kinds[0] ?? null,
    label:
      fits?.label ??
      foreign?.label ??
      (meant === null ? telling('Key of an unknown provider') : `${meant.name} key`),
    mask: maskSecret(key, fits?.prefix ?? prefixOf(key)),
    length: key.length,
    confidence: meant !== null ? 'hint' : candidates.length > 0 ? 'guess' : 'none',
    candidates: meant === null ? [...new Set([...candidates, custom.id])] : [],
    baseUrl,
    proposedName: (baseUrl === null ? null : URL.parse(baseUrl)?.host) ?? meant?.name ?? unnamed,
    problem:
      meant === null ? (foreign === null ? nameless : elsewhere(foreign)) : fits ? null : unlike(meant),
    secret: key,
  };
}

const nameless: Problem = problem(
  'needs_base_url',
  telling(
    'The form does not tell whose key this is. Choose the provider, or give the base URL of the server.',
  ),
  false,
);

const prefixOf = (key: string): string => (key.startsWith('sk-') ? 'sk-' : '');
