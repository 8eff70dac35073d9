import type { OrderExplained } from '../../src-shared/contract-order.ts';
import { whyNot } from '../../src-shared/why-not.ts';
import { relativeTime } from '../../src-shared/times.ts';
import { painted, table, wrapped, type Look } from '../page.ts';

type Place = OrderExplained['order'][number];

const decidedBy = {
  agent: 'By the order set for this agent.',
  provider: 'By the order that was set.',
  kind: 'No order is set: logins before tokens before keys, then the least recently used.',
} as const satisfies Record<OrderExplained['from'], string>;

function whyCell({ why, cooldownUntil }: Place, pinned: boolean, now: number): string {
  if (why === null) return pinned ? 'yes · pinned' : 'yes';
  const until =
    why === 'cooling' && cooldownUntil !== null ? `, ends ${relativeTime(cooldownUntil, now)}` : '';
  return `no · ${whyNot(why)}${until}`;
}

/** Who serves next, then every profile of the provider with its place or why it has none. */
export function orderLines({ provider, from, pinned, order, next }: OrderExplained, look: Look): string[] {
  if (order.length === 0) return [`No profile is of ${provider}. Store one with keywatch auth add.`];
  const headline = next === null ? `No profile of ${provider} can serve now.` : `${next} serves next.`;
  return [
    painted(headline, next === null ? 'bad' : 'strong', look),
    ...wrapped(decidedBy[from], look.width, 0),
    '',
    ...table(
      order,
      [
        { head: '', cell: ({ place }) => String(place ?? '–'), flush: 'right' },
        { head: 'ID', cell: ({ id }) => id, least: 16 },
        { head: 'Serves', cell: (each) => whyCell(each, each.id === pinned, look.now) },
      ],
      look,
    ),
  ];
}
