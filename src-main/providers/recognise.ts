import { parseReference, type Reference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { cleanPaste, type PastedLine } from './clean-paste.ts';
import { bareText, findKeys, type Piece } from './find-keys.ts';
import { providerById } from './index.ts';
import { namedReference, notAKey, type Candidate } from './candidate.ts';
import { namedKey, type Circumstances } from './name-key.ts';
import { addressesIn } from './paste-address.ts';
import { findInJson } from './paste-json.ts';
import { unwrapLine } from './unwrap-line.ts';

export type { Candidate } from './candidate.ts';

/** More than this in one paste is not a paste of keys. */
const mostFound = 100;

/**
 * The credentials in a paste: cleaned, made whole, named by form, variable or hint, never by trying them out. Throws
 * `too_large` when the paste is longer than 128 Ki characters.
 */
export function recognise(
  text: string,
  hint: { provider?: string } = {},
): { cleaned: string[]; found: Candidate[] } {
  const meant = hint.provider === undefined ? null : (providerById(hint.provider) ?? null);
  const { lines, cleaned } = cleanPaste(text);
  const whole = lines
    .map((line) => line.text)
    .join('\n')
    .trim();
  if (whole === '') return { cleaned, found: [] };
  const reference = parseReference(whole.replace(/^(["'`])(.*)\1$/, '$2'));
  if (reference !== null) return { cleaned, found: [namedReference(reference, null, meant)] };
  // Between the tokens of JSON line breaks mean nothing, and inside its texts only a wrap puts them.
  const inJson = /^[[{]/.test(whole)
    ? (findInJson(whole, meant) ?? findInJson(lines.map((line) => line.text).join(''), meant))
    : null;
  if (inJson !== null && inJson.length > 0) return { cleaned, found: numbered(inJson) };
  const around: Circumstances = { hint: meant, addresses: addressesIn(whole) };
  const code = browserCode(lines);
  if (code !== null) return { cleaned, found: [code] };
  const pieces = livePieces(lines);
  if (pieces.length === 0) return alone(lines, cleaned, around);
  return {
    cleaned: [...cleaned, ...said(pieces)],
    found: numbered(pieces.slice(0, mostFound).map((piece) => named(piece, around))),
  };
}

/** Keys in remarks count only where there are no others: in a file of settings they are switched off. */
function livePieces(lines: readonly PastedLine[]): Piece[] {
  const live = findKeys(lines.map((line) => (line.remark ? { ...line, text: '' } : line))).filter(
    notPlaceholder,
  );
  return live.length > 0 ? live : findKeys(lines).filter(notPlaceholder);
}

const placeholder =
  /^(?:<.*>?|\[.*\]?|\{.*\}?|your[-_ ].*|my[-_ ].*|x{6,}|change[-_]?me|placeholder|(?:sk|key)-?(?:\.{3}|x{3,}(?:[-._…*]|$)|\*{3,}).*)$/i;

const notPlaceholder = ({ text }: Piece): boolean => text !== '' && !placeholder.test(text);

function named(piece: Piece, around: Circumstances): Candidate {
  const reference = parseReference(piece.text) ?? fileNamed(piece);
  return reference === null ? namedKey(piece, around) : namedReference(reference, piece.name, around.hint);
}

/** GOOGLE_APPLICATION_CREDENTIALS and HF_TOKEN_PATH say where a file lies, not what it holds. */
function fileNamed({ name, text }: Piece): Reference | null {
  return name !== null && /^(?:\/|[A-Za-z]:[\\/])[^#]{3,}\.\w{2,5}$/.test(text)
    ? parseReference(`file:${text}`)
    : null;
}

/** The code that the browser shows at the end of a sign-in, or the address it stands in. */
function browserCode(lines: readonly PastedLine[]): Candidate | null {
  // A line that begins with the `#` of such a code looks like a remark.
  const compact = lines
    .map(({ text, remark }) => (remark ? `#${text}` : text))
    .join('')
    .replaceAll(/\s/g, '');
  const isCode = /^[\w-]{16,}#[\w-]{8,}$/.test(compact) && !compact.startsWith('sk-');
  const isAddress = /^https:\/\/[^?#]+\/callback\?(?:[^#]*&)?code=/.test(compact);
  if (!isCode && !isAddress) return null;
  return notAKey(
    compact,
    'browser_code',
    telling('Sign-in code'),
    telling(
      'This is the code of a sign-in in the browser, not a token. Paste it into the waiting claude setup-token, and then paste here what that prints: it begins with sk-ant-oat01-.',
    ),
  );
}

const fewestCharacters = 16;

/** A paste without a name and without a known beginning: one opaque key, or no key at all. */
function alone(
  lines: readonly PastedLine[],
  cleaned: string[],
  around: Circumstances,
): { cleaned: string[]; found: Candidate[] } {
  const { piece, words } = bareText(lines);
  const { text } = piece;
  // Blanks cut a long key into few long parts; a sentence has many short ones.
  const parts = words.length === 1 || words.slice(0, -1).every((word) => word.length >= fewestCharacters);
  const named = lines.some((line) => unwrapLine(line.text).name !== null);
  const long =
    text.length >= fewestCharacters || (around.hint !== null && text.length > 0 && words.length === 1);
  if (!parts || !long || named || !/^[\x21-\x7E]+$/.test(text) || !notPlaceholder(piece))
    return {
      cleaned,
      found: [
        notAKey(
          text,
          'not_a_key',
          telling('Not a key'),
          telling('There is no key in this text. Paste the key itself, as the provider shows it.'),
        ),
      ],
    };
  return { cleaned: [...cleaned, ...said([piece])], found: [namedKey(piece, around)] };
}

/** What was done to make keys whole, in words. */
function said(pieces: readonly Piece[]): string[] {
  const total = (of: 'lineBreaks' | 'blanks') => pieces.reduce((sum, piece) => sum + piece[of], 0);
  const wrappers = [...new Set(pieces.map(({ taken }) => taken.replace(/["'`]$/, '')))].filter(
    (taken) => taken !== '',
  );
  const [lineBreaks, blanks] = [total('lineBreaks'), total('blanks')];
  const [wrapper, ...others] = wrappers;
  const done: string[] = [];
  if (lineBreaks > 0)
    done.push(
      telling('{count, plural, one {# line break} other {# line breaks}} removed', { count: lineBreaks }),
    );
  if (blanks > 0)
    done.push(telling('{count, plural, one {# space} other {# spaces}} removed', { count: blanks }));
  if (wrapper !== undefined)
    done.push(
      others.length === 0 ? telling('{wrapper} removed', { wrapper }) : telling('names in front removed'),
    );
  return done;
}

/** Each key once, and names that tell several of one provider apart. */
function numbered(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  const names = new Map<string, number>();
  const found: Candidate[] = [];
  for (const candidate of candidates) {
    const same = candidate.reference ?? candidate.secret;
    if (seen.has(same)) continue;
    seen.add(same);
    const count = (names.get(candidate.proposedName) ?? 0) + 1;
    names.set(candidate.proposedName, count);
    found.push(
      count === 1 ? candidate : { ...candidate, proposedName: `${candidate.proposedName} ${count}` },
    );
  }
  return found;
}
