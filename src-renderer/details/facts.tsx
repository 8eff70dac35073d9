import type { ReactNode } from 'react';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { factLines } from '../../src-shared/fact-words.ts';
import { listed } from '../../src-shared/list.ts';
import { say } from '../../src-shared/say.ts';
import { exactMoment, isMoment, relativeTime, shortDate, span } from '../../src-shared/times.ts';
import { whyNot } from '../../src-shared/why-not.ts';
import { howKnown } from '../../src-shared/wording.ts';
import { ownerName, sourceNames } from '../parts/labels.ts';
import { useHeld, useTrueNow } from '../store/desk.ts';
import { hold } from '../store/signal.ts';
import { KeyFact } from './key-fact.tsx';
import { useOrder } from './use-order.ts';
import { userWords } from './user-words.ts';

/** Unfolded for one profile, it stays so for the next. */
const unfolded = hold(false);

/** What is known of a profile, one fact a line; what is asked for seldom folds. */
export function Facts({ profile, onAccess }: { profile: Profile; onAccess(): void }) {
  const { baseUrl, usedBy, notes, tags } = profile;
  const seldom = seldomOf(profile);
  const open = useHeld(unfolded);
  return (
    <section aria-label={say('Facts')}>
      <dl className="facts">
        <KeyFact profile={profile} onAccess={onAccess} />
        <ExpiryFact profile={profile} />
        <OrderFact profile={profile} />
        {baseUrl !== null && (
          <Fact label={say('Base URL')}>
            <span className="mono cut" title={baseUrl}>
              {baseUrl}
            </span>
          </Fact>
        )}
        {usedBy.length > 0 && (
          <Fact label={say('Used by')} wraps>
            <ul className="users">
              {usedBy.map((user) => (
                <li key={user}>{userWords(user)}</li>
              ))}
            </ul>
          </Fact>
        )}
        {tags.length > 0 && (
          <Fact label={say('Tags')} wraps>
            {listed(tags)}
          </Fact>
        )}
        {notes !== null && notes !== '' && (
          <Fact label={say('Notes')} wraps>
            {notes}
          </Fact>
        )}
      </dl>
      <details className="seldom" open={open} onToggle={(event) => unfolded.set(event.currentTarget.open)}>
        <summary>
          {say('{count, plural, one {# more fact} other {# more facts}}', { count: seldom.length })}
        </summary>
        <dl className="facts">
          {seldom.map(({ label, text, mono, title }) => (
            <Fact key={label} label={label}>
              <span className={mono === true ? 'mono cut' : 'cut'} title={title ?? text}>
                {text}
              </span>
            </Fact>
          ))}
        </dl>
      </details>
    </section>
  );
}

interface Seldom {
  readonly label: string;
  readonly text: string;
  readonly mono?: true;
  readonly title?: string;
}

function seldomOf(profile: Profile): Seldom[] {
  const { owner, source, createdAt, fingerprint, rotateEveryMs, facts } = profile;
  const from = owner === null ? sourceNames[source] : say('{owner} login', { owner: ownerName(owner) });
  return [
    {
      label: say('Source'),
      text: say('{source}, on {date}', { source: from, date: shortDate(createdAt) }),
      title: exactMoment(createdAt),
    },
    ...(fingerprint === null
      ? []
      : [{ label: say('Fingerprint'), text: fingerprint.slice(0, 8), mono: true as const }]),
    ...(rotateEveryMs === null
      ? []
      : [{ label: say('New key'), text: say('every {interval}', { interval: span(rotateEveryMs) }) }]),
    ...factLines(facts),
  ];
}

function Fact({ label, wraps = false, children }: { label: string; wraps?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className="cut" title={label}>
        {label}
      </dt>
      <dd className={wraps ? 'wraps' : undefined}>{children}</dd>
    </>
  );
}

const inks = { none: 'dim', ok: 'dim', expiring: 'ink-warn', expired: 'ink-bad' } as const;

function ExpiryFact({ profile }: { profile: Profile }) {
  const now = useTrueNow('ages');
  const { expiresAt, status, renewedBy } = profile.expiry;
  if (!isMoment(expiresAt))
    return (
      <Fact label={say('Expires')}>
        <span className="soft">{say('No date')}</span>
      </Fact>
    );
  return (
    <Fact label={say('Expires')} wraps>
      <span className="apart">
        <span title={exactMoment(expiresAt)}>{shortDate(expiresAt)}</span>
        <span className={renewedBy === null ? inks[status] : 'dim'}>{relativeTime(expiresAt, now)}</span>
        <span className="dim">
          {renewedBy === null
            ? howKnown(profile)
            : say('renewed by {owner}', { owner: ownerName(renewedBy) })}
        </span>
      </span>
    </Fact>
  );
}

/** Its place, who serves next, and why it does not. */
function OrderFact({ profile }: { profile: Profile }) {
  const { placed, next } = useOrder(profile);
  const { id, order, unavailableReason } = profile;
  const others =
    next === null
      ? say('nobody serves')
      : next.id === id
        ? say('serves next')
        : say('{name} serves next', { name: next.name });
  return (
    <Fact label={say('Order')} wraps>
      <span className="apart">
        {order === null ? (
          <span className="soft">{say('No place')}</span>
        ) : (
          <span>{say('{place} of {count}', { place: order, count: Math.max(placed.length, order) })}</span>
        )}
        <span className="dim">
          {unavailableReason === null
            ? others
            : say('{why}; {others}', { why: whyNot(unavailableReason), others })}
        </span>
      </span>
    </Fact>
  );
}
