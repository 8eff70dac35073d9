import { attentionOf } from '../../src-shared/attention.ts';
import { relativeTime } from '../../src-shared/times.ts';
import { clockAdvice, clockHeadline, trueNow, type WrongClock } from '../../src-shared/wrong-clock.ts';
import type { Profile, Status } from '../../src-shared/contract-schema.ts';
import { painted, table, wrapped, type Look } from '../page.ts';
import { plain } from '../plain-text.ts';
import { availableCell, expiryCell, stateCell } from '../profile-lines.ts';

function statusTable(profiles: readonly Profile[], clock: WrongClock | null, look: Look): string[] {
  return table(
    profiles,
    [
      { head: 'ID', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 16 },
      { head: 'State', cell: (profile) => stateCell(profile, look.now) },
      { head: 'Available', cell: availableCell, leaves: 3 },
      { head: 'Expires', cell: (profile) => expiryCell(profile, trueNow(look.now, clock)) },
      {
        head: 'Checked',
        cell: ({ lastAnswer }) => relativeTime(lastAnswer?.at ?? null, look.now),
        leaves: 2,
        flush: 'right',
      },
      {
        head: 'Key',
        cell: ({ mask, reference }) => ({ text: mask ?? reference ?? '–', tone: 'soft' }),
        least: 8,
        leaves: 1,
      },
    ],
    look,
  );
}

/** What needs a person, most urgent first; five lines at most. */
function attentionLines(status: Status, look: Look): string[] {
  const { lines, more } = attentionOf(status.profiles, look.now, { clock: status.clock });
  if (lines.length === 0) return [];
  return [
    '',
    ...lines.flatMap(({ who, what, when, tone }) => {
      const text = plain(`${who}: ${what}${when === '' ? '' : ` (${when})`}`);
      return wrapped(text, look.width, 2).map((line) => painted(line, tone, look));
    }),
    ...(more === 0 ? [] : [`and ${more} more`]),
  ];
}

/** What `status` tells a person: the sentence, what needs attention, and one line a profile. */
export function statusLines(status: Status, look: Look): string[] {
  const { vault, clock } = status;
  return [
    ...wrapped(plain(status.sentence), look.width, 0),
    ...[vault.reason, vault.advice].flatMap((said) =>
      said === null ? [] : wrapped(plain(said), look.width, 0),
    ),
    ...(vault.slot !== null && !vault.protected && vault.advice === null
      ? wrapped(
          'The vault is not protected: its key lies beside it. Where there is an OS keyring, use that.',
          look.width,
          0,
        )
      : []),
    ...(clock === null
      ? []
      : wrapped(`${clockHeadline(clock)}. ${clockAdvice()}`, look.width, 0).map((line) =>
          painted(line, 'warn', look),
        )),
    ...attentionLines(status, look),
    ...(status.profiles.length === 0 ? [] : ['', ...statusTable(status.profiles, clock, look)]),
  ];
}
