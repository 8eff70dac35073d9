import { countdown, exactMoment, isMoment, relativeTime } from '../../src-shared/times.ts';
import { Mark } from '../parts/glyph.tsx';
import { useProfile, useProvider, useTrueNow } from '../store/desk.ts';
import { CheckedWords, ProfileName } from './cells.tsx';
import type { GroupHead } from './lines.ts';
import type { Row } from './rows.ts';
import { StateGlyph, useStateOf } from './state-words.tsx';

/** A provider above its profiles, where there is no room for a column. */
export function GroupLine({ head, words }: { head: GroupHead; words: string }) {
  const info = useProvider(head.provider);
  return (
    <div className="group-head" role="gridcell">
      <Mark letters={info?.mark ?? head.provider.slice(0, 2)} />
      <span className="cut">{head.provider}</span>
      <span className="dim">{words}</span>
    </div>
  );
}

/** A profile in two lines: name and latency, state with its date, and the age of the answer. */
export function NarrowLine({ row, isStop }: { row: Row; isStop: boolean }) {
  const profile = useProfile(row.id);
  const now = useTrueNow('ages');
  const state = useStateOf(profile);
  if (profile === undefined || state === null) return null;
  const { expiresAt, status, inferred, renewedBy } = profile.expiry;
  const latency = profile.lastAnswer?.latencyMs ?? null;
  const ends = isMoment(expiresAt) ? relativeTime(expiresAt, now) : null;
  const dated = renewedBy === null && (status === 'expiring' || status === 'expired');
  return (
    <div className="two-lines" role="rowheader" aria-colindex={1} tabIndex={isStop ? 0 : -1}>
      <StateGlyph state={state} />
      <ProfileName profile={profile} />
      <span className="v">
        {latency !== null && (
          <>
            {Math.round(latency)}
            <span className="u">ms</span>
          </>
        )}
      </span>
      <span className="under cut" title={isMoment(expiresAt) ? exactMoment(expiresAt) : undefined}>
        {dated ? (
          <span className={status === 'expired' ? 'ink-bad' : 'ink-warn'}>
            {state.word} {ends}
          </span>
        ) : (
          <>
            {state.word}
            {state.second !== null && `${isCountdown(state.second) ? ' ' : ', '}${state.second}`}
            {ends !== null && ` · ${renewedBy === null ? 'expires' : 'renewed'} ${ends}`}
          </>
        )}
        {inferred && ', inferred'}
      </span>
      <span className="v under">
        <CheckedWords profile={profile} ago />
      </span>
    </div>
  );
}

function isCountdown(words: string): boolean {
  return words.includes(':') || words === countdown(0, 0);
}
