import type { Candidate } from '../../src-shared/contract-discovery.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { heard, say } from '../../src-shared/say.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import { relativeTime } from '../../src-shared/times.ts';

/** How openly what lies in a file lies there. */
export const openness: Readonly<
  Record<Candidate['finding'], { shape: Glyph; tone: Tone; words: string | null }>
> = {
  none: { shape: 'hollow', tone: 'none', words: null },
  medium: { shape: 'triangle', tone: 'warn', words: say('in clear') },
  high: { shape: 'cross', tone: 'bad', words: say('in clear, other users can read it') },
};

/** The finds of one place: a file, or the environment. */
export interface Place {
  readonly where: string;
  readonly mode: string | null;
  readonly finding: Candidate['finding'];
  readonly candidates: readonly Candidate[];
}

const order = ['none', 'medium', 'high'] as const;

/** Finds by where they lie, in the order in which they came; a place is as open as the worst in it. */
export function placesOf(candidates: readonly Candidate[]): Place[] {
  const places = new Map<string, Place>();
  for (const candidate of candidates) {
    const { where, mode, finding } = candidate;
    const before = places.get(where);
    const worst =
      before === undefined || order.indexOf(finding) > order.indexOf(before.finding)
        ? finding
        : before.finding;
    places.set(where, {
      where,
      mode: before?.mode ?? mode,
      finding: worst,
      candidates: [...(before?.candidates ?? []), candidate],
    });
  }
  return [...places.values()];
}

/** What a place is called. */
export const placeName = (where: string): string =>
  where === 'environment' ? say('Environment variables') : where;

/** What is to be known of a find beside its name: its end, and what the core remarks. */
export function remarks({ expiresAt, note, owner }: Candidate, now: number): string[] {
  return [
    ...(expiresAt === null
      ? []
      : [
          expiresAt <= now
            ? say('ended {when}', { when: relativeTime(expiresAt, now) })
            : say('ends {when}', { when: relativeTime(expiresAt, now) }),
        ]),
    ...(owner === null ? [] : [say('renewed by {owner}', { owner: providerName(owner) })]),
    ...(note === null ? [] : [heard(note)]),
  ];
}
