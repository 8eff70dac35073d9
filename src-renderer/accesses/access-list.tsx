import { useRef } from 'react';
import type { Access } from '../../src-shared/contract-schema.ts';
import { exactMoment, nearMoment } from '../../src-shared/times.ts';
import { deeds, whoGot, whoSays } from '../details/access-words.ts';
import { evenOffsets, useWindowed } from '../profiles/windowed.ts';
import { useNow } from '../store/clock.ts';

const lineRem = 2.75;

/** Who got which key and when, newest first; of a long list only what is in view is drawn. */
export function AccessList({ entries, nameOf }: { entries: readonly Access[]; nameOf(id: string): string }) {
  const now = useNow('ages');
  const scroller = useRef<HTMLUListElement>(null);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const offsets = evenOffsets(entries.length, lineRem * rem);
  const { from, to } = useWindowed(scroller, offsets, 4 * lineRem * rem);
  return (
    // A list that scrolls must be reachable without a pointer.

    <ul ref={scroller} className="access-log" aria-label="Accesses" tabIndex={0}>
      <li aria-hidden style={{ height: `${offsets.top(from)}px` }} />
      {entries.slice(from, to).map((entry, index) => (
        <li
          key={from + index}
          className="access"
          aria-setsize={entries.length}
          aria-posinset={from + index + 1}
        >
          <time dateTime={new Date(entry.at).toISOString()} title={exactMoment(entry.at)}>
            {nearMoment(entry.at, now)}
          </time>
          <span className="cut">
            <b>{nameOf(entry.id)}</b>: {whoGot(entry)} {deeds[entry.action]}
          </span>
          <span className="cut how" title={whoSays(entry)}>
            {whoSays(entry)}
          </span>
        </li>
      ))}
      <li aria-hidden style={{ height: `${offsets.total - offsets.top(to)}px` }} />
    </ul>
  );
}
