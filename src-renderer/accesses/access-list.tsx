import { useRef } from 'react';
import type { Access } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { exactMoment, nearMoment } from '../../src-shared/times.ts';
import { whatWasDone, whoSays } from '../details/access-words.ts';
import { evenOffsets, useWindowed } from '../profiles/windowed.ts';
import { useNow } from '../store/clock.ts';

const lineRem = 2.75;

/** Who got which key and when, newest first; of a long list only what is in view is drawn. */
export function AccessList({ entries, nameOf }: { entries: readonly Access[]; nameOf(id: string): string }) {
  const now = useNow('ages');
  const scroller = useRef<HTMLUListElement>(null);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const offsets = evenOffsets(entries.length, lineRem * rem);
  const { from, to } = useWindowed(scroller, offsets, 4 * lineRem * rem, entries);
  return (
    // A list that scrolls must be reachable without a pointer.
    <ul ref={scroller} className="access-log" aria-label={say('Accesses')} tabIndex={0}>
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
          <b className="cut" title={nameOf(entry.id)}>
            {nameOf(entry.id)}
          </b>
          <span className="cut how" title={whoSays(entry)}>
            {say('{deed} · {how}', { deed: whatWasDone(entry), how: whoSays(entry) })}
          </span>
        </li>
      ))}
      <li aria-hidden style={{ height: `${offsets.total - offsets.top(to)}px` }} />
    </ul>
  );
}
