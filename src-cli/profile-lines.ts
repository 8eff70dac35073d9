import type { LastAnswer, Profile } from '../src-shared/contract-schema.ts';
import { evidenceOf } from '../src-shared/evidence.ts';
import { askedSentence } from '../src-shared/asked-words.ts';
import { factLines } from '../src-shared/fact-words.ts';
import { leavesVerdict, meaningOf } from '../src-shared/meaning.ts';
import { providerName } from '../src-shared/provider-names.ts';
import { stateOf, type Glyph, type Tone as StateTone } from '../src-shared/state-word.ts';
import { exactMoment, noTime, relativeTime, shortDate, span } from '../src-shared/times.ts';
import { howKnown } from '../src-shared/wording.ts';
import { whyNot } from '../src-shared/why-not.ts';
import type { Outcome } from '../src-shared/words.ts';
import { ledger, type Cell, type Column, type Look, type Tone } from './page.ts';

/** The glyphs of the window in letters every terminal has one column for. */
const signs: Readonly<Record<Glyph, string>> = {
  check: '✓',
  limited: '◐',
  confirm: '◌',
  pause: '‖',
  triangle: '▲',
  cross: '✗',
  off: '⊘',
  hollow: '○',
};

const tones: Readonly<Record<StateTone, Tone | null>> = {
  good: 'good',
  warn: 'warn',
  bad: 'bad',
  wait: 'wait',
  none: null,
};

/** State as sign, word and second word: `✗ Disabled · invalid`. */
export function stateCell(profile: Profile, now: number): Cell {
  const { glyph, word, second, tone } = stateOf(profile, now);
  return { text: `${signs[glyph]} ${word}${second === null ? '' : ` · ${second}`}`, tone: tones[tone] };
}

/** `yes`, or `no` and why. */
export function availableCell({ available, unavailableReason }: Profile): Cell {
  if (available) return { text: 'yes', tone: null };
  return { text: unavailableReason === null ? 'no' : `no · ${whyNot(unavailableReason)}`, tone: null };
}

const expiryTones: Readonly<Record<Profile['expiry']['status'], Tone | null>> = {
  none: null,
  ok: null,
  expiring: 'warn',
  expired: 'bad',
};

/** When it ends, seen from now; that it is inferred or renewed. */
export function expiryCell({ expiry }: Profile, now: number): Cell {
  if (expiry.expiresAt === null) return { text: noTime, tone: 'soft' };
  const remark = expiry.renewedBy !== null ? ' · renewed' : expiry.inferred ? ' · inferred' : '';
  return { text: `${relativeTime(expiry.expiresAt, now)}${remark}`, tone: expiryTones[expiry.status] };
}

/** How an answer was read. */
export function outcomeCell(outcome: Outcome): Cell {
  const tone =
    outcome === 'ok' ? 'good' : meaningOf(outcome).blamesKey ? 'bad' : leavesVerdict(outcome) ? null : 'warn';
  return { text: outcome, tone };
}

/** The columns that every list of answers has. */
export function answerColumns<
  Row extends Pick<LastAnswer, 'outcome' | 'httpStatus' | 'latencyMs'>,
>(): Column<Row>[] {
  return [
    { head: 'Answer', cell: ({ outcome }) => outcomeCell(outcome) },
    { head: 'Status', cell: ({ httpStatus }) => String(httpStatus ?? '–'), flush: 'right', leaves: 2 },
    {
      head: 'Took',
      cell: ({ latencyMs }) => (latencyMs === null ? '–' : `${Math.round(latencyMs)} ms`),
      flush: 'right',
      leaves: 1,
    },
  ];
}

function expiryFact(profile: Profile): Cell | null {
  const { expiresAt, renewedBy, status } = profile.expiry;
  if (expiresAt === null) return null;
  const how = renewedBy === null ? howKnown(profile) : `renewed by ${providerName(renewedBy)}`;
  return { text: `${exactMoment(expiresAt)} · ${how}`, tone: expiryTones[status] };
}

function place(profile: Profile): string | null {
  return profile.order === null ? null : `${profile.order} of its provider's order`;
}

/** What a change came to, in a few lines. */
export function briefLines(profile: Profile, look: Look): string[] {
  return ledger(
    [
      ['Name', profile.name],
      ['Key', profile.mask ?? profile.reference],
      ['State', stateCell(profile, look.now)],
      ['Available', availableCell(profile)],
      ['Expires', expiryFact(profile)],
    ],
    look,
  );
}

function orNone(text: string | null): string | null {
  return text === '' ? null : text;
}

/** Everything known of one profile, one fact a line; never its secret. `all` tells what serves instead of it. */
export function profileLines(profile: Profile, all: readonly Profile[], look: Look): string[] {
  const { now } = look;
  const facts = factLines(profile.facts).map(({ label, text }) => [label, text] as const);
  const config = Object.entries(profile.config).map(([name, value]) => `${name}=${value}`);
  return ledger(
    [
      ['ID', { text: profile.id, tone: 'strong' }],
      ['Name', profile.name],
      ['Provider', `${providerName(profile.provider)} (${profile.provider})`],
      ['Kind', profile.kind],
      [
        'Source',
        profile.owner === null ? profile.source : `${profile.source}, kept by ${providerName(profile.owner)}`,
      ],
      ['Key', orNone(profile.mask)],
      ['Fingerprint', orNone(profile.fingerprint)],
      ['Reference', profile.reference],
      ['Not read', profile.unread === null ? null : `${profile.unread.what}; ${profile.unread.remedy}`],
      ['State', stateCell(profile, now)],
      ['Available', availableCell(profile)],
      ['Note', profile.enabled ? null : profile.disabledNote],
      ['Expires', expiryFact(profile)],
      ['Order', place(profile)],
      ['Last answer', evidenceOf(profile, all, now)],
      ['Asked', askedSentence(profile)],
      ...facts,
      ['Base URL', profile.baseUrl],
      ['Spoken as', profile.api],
      ['Settings', orNone(config.join(', '))],
      ['Tags', orNone(profile.tags.join(', '))],
      ['Notes', orNone(profile.notes)],
      ['Rotate every', profile.rotateEveryMs === null ? null : span(profile.rotateEveryMs)],
      ['Used by', orNone(profile.usedBy.join(', '))],
      ['Stored', `${shortDate(profile.createdAt)}, changed ${relativeTime(profile.updatedAt, now)}`],
    ],
    look,
  );
}
