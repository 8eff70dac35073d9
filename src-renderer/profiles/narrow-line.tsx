import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { countdown, exactMoment, isMoment, relativeTime } from '../../src-shared/times.ts';
import { Mark } from '../parts/glyph.tsx';
import { useProvider, useTrueNow } from '../store/desk.ts';
import { CheckedWords, ProfileName } from './cells.tsx';
import { LatencyWords } from './latency-words.tsx';
import type { GroupHead } from './lines.ts';
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
export function NarrowLine({ profile, isStop }: { profile: Profile; isStop: boolean }) {
  const now = useTrueNow('ages');
  const state = useStateOf(profile);
  const { expiresAt, status, inferred, renewedBy } = profile.expiry;
  const latency = profile.lastAnswer?.latencyMs ?? null;
  const ends = isMoment(expiresAt) ? relativeTime(expiresAt, now) : null;
  const dated = renewedBy === null && (status === 'expiring' || status === 'expired');
  return (
    <div className="two-lines" role="rowheader" aria-colindex={1} tabIndex={isStop ? 0 : -1}>
      <StateGlyph state={state} />
      <ProfileName profile={profile} />
      <span className="v">{latency !== null && <LatencyWords ms={latency} />}</span>
      <span className="under cut" title={isMoment(expiresAt) ? exactMoment(expiresAt) : undefined}>
        {dated && ends !== null ? (
          <span className={status === 'expired' ? 'ink-bad' : 'ink-warn'}>
            {inferred
              ? say('{state} {when}, inferred', { state: state.word, when: ends })
              : say('{state} {when}', { state: state.word, when: ends })}
          </span>
        ) : (
          underWords(state, ends, renewedBy !== null, inferred)
        )}
      </span>
      <span className="v under">
        <CheckedWords profile={profile} ago />
      </span>
    </div>
  );
}

/** "Healthy · expires in 3 months, inferred", "Cooldown 4:12". */
function underWords(
  { word, second }: { word: string; second: string | null },
  ends: string | null,
  renewed: boolean,
  inferred: boolean,
): string {
  const now =
    second === null
      ? word
      : isCountdown(second)
        ? say('{word} {second}', { word, second })
        : say('{word}, {second}', { word, second });
  if (ends === null) return now;
  if (renewed) return say('{now} · renewed {when}', { now, when: ends });
  return inferred
    ? say('{now} · expires {when}, inferred', { now, when: ends })
    : say('{now} · expires {when}', { now, when: ends });
}

function isCountdown(words: string): boolean {
  return words.includes(':') || words === countdown(0, 0);
}
