import { beginningsOf, endOf, more, spellingsOf, type Spelling } from './spellings.ts';

/** A secret, and what stands in its place. */
export interface Redaction {
  secret: string;
  mask: string;
}

/** Keeps secrets out of a stream of bytes. Each call gives what may be shown so far, in pieces. */
export interface Redactor {
  push(chunk: Buffer): Buffer[];
  /** Nothing came for a while: a few bytes that merely might begin a secret are shown; it stays hidden from there on. */
  pause(): Buffer[];
  end(): Buffer[];
}

/** Fewer tell nothing of a secret, and whoever waits for an answer to them would wait for ever. Bytes. */
const fewEnough = 8;

interface Known {
  spelling: Spelling;
  mask: Buffer;
}

/** All that may begin with the same two bytes. */
interface Beginning {
  known: Known[];
  /** Which bytes may be the third. */
  third: Uint8Array;
}

/**
 * Replaces every secret by its mask, however it is written (`spellings.ts`) and wherever the stream is cut. Of two that overlap
 * the one that begins first is replaced, of two that begin together the longer. It holds back no more than may still become
 * a secret.
 */
export function createRedactor(redactions: readonly Redaction[]): Redactor {
  const { starts, first, beginnings } = indexOf(redactions);
  let held = Buffer.alloc(0);
  /** How much of what is held was shown all the same. */
  let shown = 0;

  /** The mask and the end of what stands here; null where nothing does. */
  function findAt(text: Buffer, at: number, isLast: boolean): { end: number; mask: Buffer } | 'more' | null {
    const beginning = beginnings[starts[pairAt(text, at)] ?? 0];
    if (beginning === undefined) return null;
    const third = text[at + 2];
    if (third === undefined) return isLast ? null : 'more';
    if (beginning.third[third] === 0) return null;
    let found: { end: number; mask: Buffer } | null = null;
    for (const { spelling, mask } of beginning.known) {
      const end = endOf(spelling, text, at);
      if (end === more && !isLast) return 'more';
      if (end >= 0 && (found === null || end > found.end)) found = { end, mask };
    }
    return found;
  }

  function redacted(text: Buffer, isLast: boolean): Buffer[] {
    const pieces: Buffer[] = [];
    let from = shown;
    let at = 0;
    const show = (until: number) => {
      if (until > from) pieces.push(text.subarray(from, until));
    };
    for (;;) {
      at = nextStart(text, at, starts);
      if (at >= text.length - 1) break;
      const found = findAt(text, at, isLast);
      if (found === 'more') break;
      if (found === null) {
        at++;
        continue;
      }
      show(at);
      pieces.push(found.mask);
      at = found.end;
      from = at;
    }
    // A last byte alone is no pair yet.
    const rest = !isLast && at === text.length - 1 && first[text[at] ?? 0] === 0 ? text.length : at;
    const until = isLast ? text.length : Math.min(rest, text.length);
    show(until);
    held = Buffer.from(text.subarray(until));
    shown = Math.max(0, from - until);
    return pieces;
  }

  return {
    push: (chunk) => redacted(held.length === 0 ? chunk : Buffer.concat([held, chunk]), false),
    pause() {
      if (held.length > fewEnough || shown === held.length) return [];
      const few = held.subarray(shown);
      shown = held.length;
      return [few];
    },
    end: () => redacted(held, true),
  };
}

const pairAt = (text: Buffer, at: number) => ((text[at] ?? 0) << 8) | (text[at + 1] ?? 0);

/** The next place where two bytes begin a spelling; the last byte where none do. Nearly all time is spent here. */
function nextStart(text: Buffer, from: number, starts: Uint16Array): number {
  const last = text.length - 1;
  let at = from;
  let pair = text[at] ?? 0;
  while (at < last) {
    pair = ((pair << 8) | (text[at + 1] ?? 0)) & 0xff_ff;
    if (starts[pair] !== 0) return at;
    at++;
  }
  return at;
}

/** Who may begin with which two bytes: for each pair the number of its beginning, none being 0. */
function indexOf(redactions: readonly Redaction[]) {
  const starts = new Uint16Array(0x1_00_00);
  const first = new Uint8Array(0x1_00);
  const beginnings: (Beginning | undefined)[] = [undefined];
  for (const { secret, mask } of redactions)
    for (const spelling of spellingsOf(secret)) {
      const known = { spelling, mask: Buffer.from(mask) };
      for (const [one, two, three] of beginningsOf(spelling)) {
        const pair = (one << 8) | two;
        const beginning = beginnings[starts[pair] ?? 0] ?? { known: [], third: new Uint8Array(0x1_00) };
        if (starts[pair] === 0) starts[pair] = beginnings.push(beginning) - 1;
        if (!beginning.known.includes(known)) beginning.known.push(known);
        beginning.third[three] = 1;
        first[one] = 1;
      }
    }
  return { starts, first, beginnings };
}
