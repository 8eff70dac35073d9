import type { ComponentType } from 'react';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { age, exactMoment, isMoment, relativeTime } from '../../src-shared/times.ts';
import { Icon, Mark } from '../parts/glyph.tsx';
import { keyHint, kindNames, sourceNames } from '../parts/labels.ts';
import { Nothing } from '../parts/nothing.tsx';
import { useNow } from '../store/clock.ts';
import { useProvider, useTrueNow } from '../store/desk.ts';
import type { Row, SortColumn } from './rows.ts';
import { LatencyWords } from './latency-words.tsx';
import { Sparkline } from './sparkline.tsx';
import { StateWords } from './state-words.tsx';

type CellContent = ComponentType<{ profile: Profile; row: Row }>;

const Provider: CellContent = ({ row }) => {
  const info = useProvider(row.provider);
  if (!row.first) return <span className="sr">{row.provider}</span>;
  return (
    <span className="provider">
      <Mark letters={info?.mark ?? row.provider.slice(0, 2)} />
      <span className="cut" title={info?.name ?? row.provider}>
        {row.provider}
      </span>
    </span>
  );
};

const Place: CellContent = ({ profile, row }) =>
  profile.order === null || row.siblings < 2 ? (
    <span className="sr">{profile.order === null ? say('not in the order') : say('alone')}</span>
  ) : (
    <>
      <span className="number">{profile.order}</span>
      <Icon name="grip" small />
    </>
  );

/** A name with what tells its key apart; the name never gives way to the mask. */
export function ProfileName({ profile }: { profile: Profile }) {
  const hint = keyHint(profile);
  return (
    <span className={profile.enabled ? 'name' : 'name off'}>
      <span className="t cut" title={profile.name}>
        {profile.name}
      </span>
      {hint?.by === 'mask' && (
        <span className="mono" title={profile.mask ?? profile.baseUrl ?? ''}>
          {hint.text}
        </span>
      )}
      {hint?.by === 'reference' && (
        <span className="ref" title={hint.text}>
          <Icon name="ref" small />
          <span className="mono cut">{hint.text}</span>
        </span>
      )}
      {hint?.by === 'owner' && (
        <span className="ref">
          <Icon name="link" small />
          <span className="cut">{hint.text}</span>
        </span>
      )}
    </span>
  );
}

const KindOf: CellContent = ({ profile }) => <span className="cut">{kindNames[profile.kind]}</span>;
const SourceOf: CellContent = ({ profile }) => <span className="cut">{sourceNames[profile.source]}</span>;

const inks = { none: '', ok: '', expiring: 'ink-warn', expired: 'ink-bad' } as const;

/** When a credential ends, from now; how that is known where it is no certain date. */
export function ExpiryWords({ profile }: { profile: Profile }) {
  const now = useTrueNow('ages');
  const { expiresAt, status, inferred, renewedBy } = profile.expiry;
  if (!isMoment(expiresAt)) return <Nothing spoken={say('no date')} />;
  const how = renewedBy !== null ? say('renewed') : inferred ? say('inferred') : null;
  return (
    <span className="cut">
      <time
        className={renewedBy === null ? inks[status] : ''}
        dateTime={new Date(expiresAt).toISOString()}
        title={exactMoment(expiresAt)}
      >
        {relativeTime(expiresAt, now)}
      </time>
      {how !== null && (
        <>
          {' '}
          <span className="how">{how}</span>
        </>
      )}
    </span>
  );
}

/** How old the last answer is, or why there is none. */
export function CheckedWords({ profile, ago = false }: { profile: Profile; ago?: boolean }) {
  const now = useNow('ages');
  const last = profile.lastAnswer;
  if (last === null) return <span>{neverAsked(profile)}</span>;
  // Nobody could be reached: the verdict keeps its own age in the state's second word.
  if (last.outcome === 'network') {
    return (
      <span className="offline" title={exactMoment(last.at)}>
        <Icon name="offline" small />
        {say('offline')}
      </span>
    );
  }
  // The window's clock ticks slowly, and an answer may be newer than its last tick.
  const at = Math.min(last.at, now);
  return (
    <time dateTime={new Date(last.at).toISOString()} title={exactMoment(last.at)}>
      {ago || now - at < 1000 ? (
        relativeTime(at, now)
      ) : (
        <>
          <span className="full">{relativeTime(at, now)}</span>
          <span className="short">{age(last.at, now)}</span>
        </>
      )}
    </time>
  );
}

function neverAsked(profile: Profile): string {
  return profile.provider === 'claude-code' && profile.kind === 'token' ? say('not sent') : say('never');
}

const Latency: CellContent = ({ profile }) => {
  const latest = profile.lastAnswer?.latencyMs ?? null;
  return (
    <span className="latency">
      <Sparkline trail={profile.trail} />
      <span className="v">
        {latest === null ? <Nothing spoken={say('no answer')} /> : <LatencyWords ms={latest} />}
      </span>
    </span>
  );
};

const Users: CellContent = ({ profile }) => {
  const [first, ...rest] = profile.usedBy;
  if (first === undefined) return <Nothing spoken={say('nobody')} />;
  return (
    <span className="cut" title={profile.usedBy.join('\n')}>
      {rest.length === 0 ? first : say('{first} + {others}', { first, others: rest.length })}
    </span>
  );
};

/** What stands in each column. */
export const cells: Readonly<Record<SortColumn, CellContent>> = {
  provider: Provider,
  place: Place,
  name: ProfileName,
  kind: KindOf,
  source: SourceOf,
  state: StateWords,
  expiry: ExpiryWords,
  checked: CheckedWords,
  latency: Latency,
  users: Users,
};
