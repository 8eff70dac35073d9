import { telling } from '../../src-shared/say.ts';
import { namedReference, nothingKnown, notAKey, ownedBy, type Candidate } from './candidate.ts';
import { googleVertex } from './google-vertex.ts';
import { problem, takesAny } from './key-problems.ts';
import { namedKey } from './name-key.ts';
import { addressesIn } from './paste-address.ts';
import { isObject } from './answer-body.ts';
import { shapeOf } from './known-shapes.ts';
import type { Provider } from './provider.ts';
import { namesApiKey, namesSecret } from './unwrap-line.ts';
import { foreignByVariable, providerByVariable } from './variable-names.ts';

const deepest = 6;
const mostValues = 2000;

const bearer = /^bearer\s+/i;
const isHeader = (name: string): boolean => /^authorization$/i.test(name);

/** The keys in a pasted JSON document, by form or by name; null when the text is no JSON object or list. */
export function findInJson(text: string, hint: Provider | null): Candidate[] | null {
  const value = parsed(text);
  if (value === undefined) return null;
  const login = knownFile(value, text, hint);
  const named = strings(value)
    .filter(
      ({ name, text }) =>
        shapeOf(text) !== null ||
        providerByVariable(name) !== null ||
        foreignByVariable(name) !== null ||
        namesApiKey(name) ||
        isHeader(name) ||
        (namesSecret(name) && hint !== null),
    )
    .filter(({ text }) => /^[\w.~+/=:-]{8,}$/.test(text));
  if (login !== null) return login;
  const around = { hint, addresses: addressesIn(text) };
  return named.map((one) => namedKey({ ...one, taken: '', lineBreaks: 0, blanks: 0 }, around));
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Files of other tools, told by what only they hold. Their logins are linked, never copied: a copy would end them. */
function knownFile(value: unknown, text: string, hint: Provider | null): Candidate[] | null {
  if (!isObject(value)) return null;
  if (isObject(value['claudeAiOauth'])) return [linked('claude-code', 'Claude Code', hint)];
  if (isObject(value['tokens']) && 'access_token' in value['tokens']) return [linked('codex', 'Codex', hint)];
  if (value['type'] === 'service_account') return [serviceAccount(text, hint)];
  if (value['type'] === 'authorized_user')
    return [
      notAKey(
        text,
        'wrong_kind',
        telling('Google login file'),
        telling(
          'This is a login of gcloud, which renews it. Leave the file where it is and refer to it: file:, then its path.',
        ),
      ),
    ];
  return null;
}

/** A key that is a whole file; it does not end by itself. */
function serviceAccount(text: string, hint: Provider | null): Candidate {
  const misplaced = hint !== null && hint.id !== googleVertex.id && !takesAny(hint);
  return {
    ...nothingKnown,
    ...ownedBy(googleVertex),
    kind: 'token',
    label: telling('Google service account'),
    mask: '…',
    length: text.length,
    confidence: 'exact',
    proposedName: googleVertex.name,
    problem: misplaced
      ? problem(
          'wrong_kind',
          telling(
            'This was given for {name}, but it is the key file of a Google service account. It is kept under {other}.',
            { name: hint.name, other: googleVertex.name },
          ),
          false,
        )
      : null,
    secret: text,
  };
}

function linked(owner: 'claude-code' | 'codex', name: string, hint: Provider | null): Candidate {
  return {
    ...namedReference({ from: 'login', owner }, null, hint),
    problem: {
      code: 'wrong_kind',
      message: telling(
        'This is {name}’s login file. A copy would sign {name} out, so the login of this machine is linked instead and stays with {name}.',
        { name },
      ),
      blocks: false,
    },
  };
}

/** All texts of a document with the names they stand under. */
function strings(value: unknown): { name: string; text: string }[] {
  const found: { name: string; text: string }[] = [];
  let level: { name: string; value: unknown }[] = [{ name: '', value }];
  let seen = 0;
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const one of level) {
      if (++seen > mostValues) return found;
      if (typeof one.value === 'string')
        found.push({ name: one.name, text: one.value.trim().replace(bearer, '') });
      else if (Array.isArray(one.value))
        next.push(...one.value.map((item: unknown) => ({ name: one.name, value: item })));
      else if (isObject(one.value))
        for (const [name, inner] of Object.entries(one.value)) next.push({ name, value: inner });
    }
    level = next;
  }
  return found;
}
