import type { Found } from '../../src-shared/contract-schema.ts';
import { jwtClaims } from '../../src-shared/jwt.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import { formatReference, type Reference } from '../../src-shared/reference.ts';
import type { Doubt, Piece } from './find-keys.ts';
import { custom } from './custom.ts';
import { lookalikes, providerByVariable, shapeOf, type KnownShape } from './known-shapes.ts';
import type { KeyShape, Provider } from './provider.ts';

/** One finding, with the secret: '' where it is a reference. */
export type Candidate = Omit<Found, 'storedAs'> & { secret: string };
type Problem = NonNullable<Found['problem']>;

const problem = (code: Problem['code'], message: string, blocks: boolean): Problem => ({
  code,
  message,
  blocks,
});

const nothingKnown: Omit<Candidate, 'label' | 'mask' | 'length' | 'proposedName' | 'secret'> = {
  provider: null,
  providerName: null,
  kind: null,
  expectedLength: null,
  confidence: 'none',
  candidates: [],
  reference: null,
  policy: null,
  inferredLifetimeMs: null,
  problem: null,
};

/** The name for a key that nothing names: the contract takes no empty one. */
const unnamed = 'Key';

/** What a person is told of a text that is no key, and what to paste instead. Nothing of it is kept. */
export function notAKey(text: string, code: Problem['code'], label: string, message: string): Candidate {
  return {
    ...nothingKnown,
    label,
    mask: '…',
    length: text.length,
    proposedName: unnamed,
    secret: text,
    problem: problem(code, message, true),
  };
}

/** A credential that is kept elsewhere. */
export function namedReference(reference: Reference, name: string | null, hint: Provider | null): Candidate {
  const text = formatReference(reference);
  const byName = name === null ? null : providerByVariable(name);
  const byVariable = reference.from === 'env' ? providerByVariable(reference.name) : null;
  const provider = hint ?? byName ?? byVariable;
  return {
    ...nothingKnown,
    ...ownedBy(provider),
    kind: reference.from === 'login' ? 'oauth' : (provider?.kinds[0] ?? null),
    label: referenceLabels[reference.from],
    mask: text,
    length: text.length,
    confidence: provider === null ? 'none' : 'hint',
    reference: text,
    proposedName: provider?.name ?? unnamed,
    secret: '',
  };
}

const referenceLabels: Readonly<Record<Reference['from'], string>> = {
  env: 'Reference to a variable',
  file: 'Reference to a file',
  exec: 'Reference to a program',
  op: 'Reference to 1Password',
  login: 'Login of another tool',
};

const ownedBy = (provider: Provider | null) => ({
  provider: provider?.id ?? null,
  providerName: provider?.name ?? null,
});

/** What a key is: by its form where that is sure, else by the name it was given to or the provider it is meant for. */
export function namedKey(piece: Piece, hint: Provider | null): Candidate {
  const byName = piece.name === null ? null : providerByVariable(piece.name);
  if (/\.{3}|\*{3}/.test(piece.text))
    return notAKey(
      piece.text,
      'not_a_key',
      'Shortened key',
      'This is a key as it is shown, shortened. Paste the whole key.',
    );
  const shape = shapeOf(piece.text);
  const named =
    shape === null
      ? byHint(piece.text, hint ?? byName)
      : byShape(piece.text, shape.known, shape.whole, byName ?? hint, piece.name);
  return piece.doubt === undefined || named.problem?.blocks === true
    ? named
    : { ...named, problem: problem('cut_off', doubts[piece.doubt], true) };
}

const alonePlease = 'Paste the key alone, in one line.';
const doubts: Readonly<Record<Doubt, string>> = {
  next_line: `What follows this key may belong to it, so it may not be whole. ${alonePlease}`,
  open_quote: `The quote in front of this key is never closed, so its end may be missing. ${alonePlease}`,
  several: `This may be one key in several parts, or several keys. ${alonePlease}`,
};

function byShape(
  key: string,
  { shape, provider }: KnownShape,
  whole: boolean,
  meant: Provider | null,
  name: string | null,
): Candidate {
  const own = 'kind' in shape ? shape : null;
  const owner = provider ?? meant;
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
      misplaced(shape.label, provider, meant, name) ??
      (own?.warn === undefined ? null : problem('wrong_kind', own.warn, false)) ??
      (shape.checksum?.(key) === false
        ? problem('typo', 'The checksum inside does not fit: a letter may be wrong.', false)
        : null) ??
      (owner === null ? elsewhere(shape) : null),
    secret: key,
  };
}

const refused = (shape: KeyShape): Problem | null =>
  shape.refuse === undefined ? null : problem(shape.refuseAs ?? 'not_a_key', shape.refuse, true);

/** Terminals are 80 columns wide unless told otherwise; a prompt or a blank takes one. */
const terminalWidths = [79, 81] as const;

function misshapen(key: string, shape: KeyShape, whole: boolean): Problem | null {
  if (whole || shape.pattern === undefined) return null;
  const blocks = shape.strict === true;
  if (shape.length === undefined)
    return problem(
      'typo',
      `This begins like ${article(shape.label)} but does not have the form of one; it may be cut off.`,
      blocks,
    );
  if (key.length >= terminalWidths[0] && key.length <= terminalWidths[1] && key.length < shape.length)
    return problem(
      'cut_off',
      `This has ${key.length} characters and ${article(shape.label)} has ${shape.length}: it looks cut at the terminal’s width. Widen the window and print it again, or copy it in two parts.`,
      blocks,
    );
  if (key.length < shape.length)
    return problem(
      'cut_off',
      `This has ${key.length} characters and ${article(shape.label)} has ${shape.length}: the end is missing.`,
      blocks,
    );
  if (key.length > shape.length)
    return problem(
      'too_long',
      `This has ${key.length} characters and ${article(shape.label)} has ${shape.length}: something else was copied with it.`,
      blocks,
    );
  const ending =
    shape.ending === undefined || key.endsWith(shape.ending) ? '' : ` Such a key ends with ${shape.ending}.`;
  return problem(
    'typo',
    `This has the right length for ${article(shape.label)} but not its form.${ending} Copy it again.`,
    blocks,
  );
}

const article = (label: string): string => `${/^[aeio]/i.test(label) ? 'an' : 'a'} ${label}`;

/** A key given to another provider's name: cheap to see, and a common way to spend an evening. */
function misplaced(
  label: string,
  provider: Provider | null,
  meant: Provider | null,
  name: string | null,
): Problem | null {
  if (provider === null || meant === null || meant.id === provider.id || meant.id === custom.id) return null;
  const where = name === null ? `for ${meant.name}` : `${name}, which is for ${meant.name}`;
  return problem(
    'wrong_kind',
    `This was given as ${where}, but it is ${article(label)}. It is kept under ${provider.name}.`,
    false,
  );
}

function elsewhere(shape: KnownShape['shape']): Problem {
  return 'serves' in shape && shape.serves === 'other'
    ? problem('not_a_key', `This is ${article(shape.label)}, which no AI provider here takes.`, false)
    : problem(
        'needs_base_url',
        `This is ${article(shape.label)}. Keywatch has no file for that service: add it as a custom server with its base URL.`,
        false,
      );
}

/** A key whose form says nothing sure. It is never tried out: that would give it to strangers. */
function byHint(key: string, meant: Provider | null): Candidate {
  const claims = jwtClaims(key);
  if (claims !== null && meant === null) return signedToken(key, claims);
  const similar = lookalikes(key);
  const fits =
    meant === null ? null : (similar.find(({ provider }) => provider?.id === meant.id)?.shape ?? null);
  const begins = prefixOf(key);
  const candidates = [
    ...new Set(similar.flatMap(({ provider }) => (provider === null ? [] : [provider.id]))),
  ];
  return {
    ...nothingKnown,
    ...ownedBy(meant),
    kind: meant?.kinds[0] ?? null,
    label: fits?.label ?? (meant === null ? 'Key of an unknown provider' : `${meant.name} key`),
    mask: maskSecret(key, fits?.prefix ?? begins),
    length: key.length,
    confidence: meant !== null ? 'hint' : candidates.length > 0 ? 'guess' : 'none',
    candidates: meant === null ? [...candidates, custom.id] : [],
    proposedName: meant?.name ?? unnamed,
    problem:
      meant === null
        ? problem(
            'needs_base_url',
            'The form does not tell whose key this is. Choose the provider, or give the base URL of the server.',
            false,
          )
        : fits === null
          ? unlike(meant)
          : null,
    secret: key,
  };
}

const prefixOf = (key: string): string => (key.startsWith('sk-') ? 'sk-' : '');

function unlike(meant: Provider): Problem | null {
  const begins = [
    ...new Set(
      meant.shapes
        .filter(({ refuse, ambiguous }) => refuse === undefined && ambiguous !== true)
        .map(({ prefix }) => prefix),
    ),
  ];
  if (begins.length === 0 || begins.includes('')) return null;
  return problem(
    'typo',
    `Keys of ${meant.name} begin with ${begins.slice(0, 3).join(' or ')}; this one does not.`,
    false,
  );
}

function signedToken(token: string, claims: Readonly<Record<string, unknown>>): Candidate {
  const issuer = typeof claims['iss'] === 'string' ? claims['iss'] : '';
  if (URL.parse(issuer)?.hostname === 'auth.openai.com')
    return {
      ...notAKey(
        token,
        'wrong_kind',
        'ChatGPT login token',
        'This is part of a ChatGPT login; a copy of it ends within days. Link the login instead with login:codex.',
      ),
      mask: maskSecret(token, ''),
    };
  return {
    ...nothingKnown,
    kind: 'token',
    label: 'Signed token (JWT)',
    mask: maskSecret(token, ''),
    length: token.length,
    candidates: [custom.id],
    proposedName: unnamed,
    problem: problem(
      'needs_base_url',
      'The token does not tell which provider takes it. Choose the provider, or give the base URL of the server.',
      false,
    ),
    secret: token,
  };
}
