import { textOf } from './answer-body.ts';
import { foreignShapes } from './foreign-keys.ts';
import { providers } from './index.ts';

const mark = '[redacted]';
const longestMessage = 240;
/** Shorter ones would blot out ordinary words. */
const shortestSecret = 4;

/** Every form in which a secret may come back: as it is, URL-encoded, in JSON, and base64 in all three alignments (D-B30). */
export function secretForms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  for (const encoding of ['base64', 'base64url'] as const)
    for (const shift of [0, 1, 2]) {
      const text = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString(encoding)
        .replace(/=+$/, '');
      // The first and last characters mix in bits of the neighbours, so they differ from place to place.
      const middle = text.slice(
        shift === 0 ? 0 : shift + 1,
        (bytes.length + shift) % 3 === 0 ? undefined : -1,
      );
      if (middle.length >= 8) forms.push(middle);
    }
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const prefixes = [
  ...new Set([...providers.flatMap(({ shapes }) => shapes), ...foreignShapes].map(({ prefix }) => prefix)),
]
  .filter((prefix) => prefix !== '')
  .sort((a, b) => b.length - a.length);

// At the beginning of a word, or after a character that a URL has encoded: %20sk-… is such a beginning too.
const knownPrefix = new RegExp(
  String.raw`(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))(?:${prefixes.map(escaped).join('|')})[\w.~+/=-]{8,}`,
  'g',
);

const knownForm = new RegExp(
  [
    String.raw`\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?`,
    String.raw`\b[0-9a-f]{32}\.[A-Za-z0-9]{16}\b`,
    // Google's refresh tokens and client secrets.
    String.raw`(?<![\w:/])1\/\/[\w-]{20,}`,
    String.raw`\bGOCSPX-[\w-]{8,}`,
    String.raw`(?<=\b(?:bearer|basic)\s{1,8})[\w.~+/=-]{8,}`,
    String.raw`(?<=\b(?:api[_-]?key|apikey|access_token|refresh_token|client_secret|password|x-api-key)["']?\s?[=:]\s?["']?)[^\s"'&,;]{8,}`,
    String.raw`(?<=[?&](?:key|token)=)[^\s"'&]{8,}`,
    String.raw`-----BEGIN [A-Z ]{0,24}PRIVATE KEY-----(?:[\s\S]{0,8192}?(?:-----END [A-Z ]{0,24}PRIVATE KEY-----|(?=-----BEGIN )|$)|[\s\S]{0,8192})`,
  ].join('|'),
  'gi',
);

const secretParts = ['private_key', 'refresh_token', 'client_secret', 'access_token'] as const;

/** A credentials file is secret as a whole and in each secret it holds: one of them may come back alone. */
function partsOf(secret: string | null): string[] {
  if (secret === null) return [];
  if (!secret.trimStart().startsWith('{')) return [secret];
  try {
    const file: unknown = JSON.parse(secret);
    return [secret, ...secretParts.flatMap((name) => textOf(file, name) ?? []).flatMap(linesToo)];
  } catch {
    return [secret];
  }
}

/** A key of several lines, and its lines: errors quote one of them. */
const linesToo = (text: string): string[] => [
  text,
  ...text.split('\n').filter((line) => /^[\w+/=]{16,}$/.test(line)),
];

/** A text without the given secrets in any of their forms and without anything that has the form of a key. */
export function redact(text: string, secrets: readonly (string | null)[] = []): string {
  return withoutSecrets(text, secrets).replaceAll(knownPrefix, mark).replaceAll(knownForm, mark);
}

/** A text without the given secrets in any of their forms; masks and names that only look like keys stay. */
export function withoutSecrets(text: string, secrets: readonly (string | null)[]): string {
  let clean = text;
  for (const secret of secrets.flatMap(partsOf)) {
    if (secret.length < shortestSecret) continue;
    for (const form of secretForms(secret)) clean = clean.replaceAll(form, mark);
  }
  return clean;
}

/** A provider's sentence as it may be shown: redacted, one line, without control characters, at most 240 characters. */
export function shownMessage(text: string | null, secret: string | null): string | null {
  if (text === null) return null;
  const line = redact(text.slice(0, 16_384), [secret])
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (line === '') return null;
  return line.length > longestMessage ? `${line.slice(0, longestMessage - 1).trimEnd()}…` : line;
}
