import type { Profile } from '../../src-shared/contract-schema.ts';
import { factLines, type FactLine } from '../../src-shared/fact-words.ts';
import { exactMoment, isMoment, relativeTime, shortDate, span } from '../../src-shared/times.ts';
import { whyNot } from '../../src-shared/why-not.ts';
import { howKnown } from '../../src-shared/wording.ts';
import { Button } from '../parts/button.tsx';
import { clearAfterMs, copySecret, type Copied } from '../parts/clipboard.ts';
import { Icon } from '../parts/glyph.tsx';
import { ownerName, sourceNames } from '../parts/labels.ts';
import { SecretLine } from '../parts/secret-line.tsx';
import { useCoreState, useDesk, useTrueNow } from '../store/desk.ts';
import { useOrder } from './use-order.ts';

/** What is known of a profile, one fact a line. */
export function Facts({ profile, onAccess }: { profile: Profile; onAccess(): void }) {
  return (
    <section aria-label="Facts">
      <dl className="facts">
        <KeyFact profile={profile} onAccess={onAccess} />
        <ExpiryFact profile={profile} />
        <OrderFact profile={profile} />
        <dt>Source</dt>
        <dd>
          {profile.owner === null ? sourceNames[profile.source] : `${ownerName(profile.owner)} login`}
          <span className="dim" title={exactMoment(profile.createdAt)}>
            on {shortDate(profile.createdAt)}
          </span>
        </dd>
        {profile.baseUrl !== null && (
          <>
            <dt>Base URL</dt>
            <dd>
              <span className="mono cut" title={profile.baseUrl}>
                {profile.baseUrl}
              </span>
            </dd>
          </>
        )}
        {profile.fingerprint !== null && (
          <>
            <dt>Fingerprint</dt>
            <dd>
              <span className="mono">{profile.fingerprint.slice(0, 8)}</span>
            </dd>
          </>
        )}
        {profile.rotateEveryMs !== null && (
          <>
            <dt>Rotate</dt>
            <dd>every {span(profile.rotateEveryMs)}</dd>
          </>
        )}
        {profile.tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd className="wraps">{profile.tags.join(', ')}</dd>
          </>
        )}
        {factLines(profile.facts).map((fact) => (
          <Fact key={fact.label} {...fact} />
        ))}
        {profile.notes !== null && profile.notes !== '' && (
          <>
            <dt>Notes</dt>
            <dd className="wraps">{profile.notes}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Fact({ label, text }: FactLine) {
  return (
    <>
      <dt className="cut" title={label}>
        {label}
      </dt>
      <dd>
        <span className="cut" title={text}>
          {text}
        </span>
      </dd>
    </>
  );
}

const afterCopy: Readonly<Record<Copied, { tone: 'none' | 'warn'; text: string }>> = {
  will_clear: {
    tone: 'none',
    text: `Copied. The clipboard is cleared in ${clearAfterMs / 1000} s, or once this window is in front again.`,
  },
  stays: {
    tone: 'warn',
    text: 'Copied. This browser does not let Keywatch clear the clipboard; copy something else when done.',
  },
  refused: {
    tone: 'warn',
    text: 'This browser refused the clipboard; nothing was copied. Reveal the key and copy it by hand.',
  },
};

function KeyFact({ profile, onAccess }: { profile: Profile; onAccess(): void }) {
  const { act, notices } = useDesk();
  const vault = useCoreState()?.vault.state;
  if (profile.kind === 'none' && profile.mask === null && profile.reference === null) {
    return (
      <>
        <dt>Key</dt>
        <dd className="soft">None is needed</dd>
      </>
    );
  }
  const secretOf = async (action: 'reveal' | 'copy') => {
    const answer = await act((client) => client.profiles.reveal({ id: profile.id, action }));
    onAccess();
    return answer?.secret ?? null;
  };
  const copy = async () => {
    const secret = await secretOf('copy');
    if (secret !== null) notices.show(afterCopy[await copySecret(secret)]);
  };
  const mask = profile.mask ?? profile.reference ?? '…';
  return (
    <>
      <dt>{profile.reference === null ? 'Key' : 'Reference'}</dt>
      <dd>
        {vault === 'locked' || profile.damaged ? (
          <span className="mono cut">{mask}</span>
        ) : (
          <SecretLine mask={mask} label={`the key of ${profile.name}`} reveal={() => secretOf('reveal')}>
            <Button
              look="quiet"
              size="small"
              icon
              aria-label={`Copy the key of ${profile.name}, cleared after 30 seconds`}
              onPress={() => void copy()}
            >
              <Icon name="copy" />
            </Button>
          </SecretLine>
        )}
      </dd>
    </>
  );
}

function ExpiryFact({ profile }: { profile: Profile }) {
  const now = useTrueNow('ages');
  const { expiresAt, status, renewedBy } = profile.expiry;
  const inks = { none: 'dim', ok: 'dim', expiring: 'ink-warn', expired: 'ink-bad' } as const;
  return (
    <>
      <dt>Expires</dt>
      {isMoment(expiresAt) ? (
        <dd className="wraps">
          <span title={exactMoment(expiresAt)}>{shortDate(expiresAt)}</span>{' '}
          <span className={renewedBy === null ? inks[status] : 'dim'}>{relativeTime(expiresAt, now)}</span>
          <span className="dim">
            , {renewedBy === null ? howKnown(profile) : `renewed by ${ownerName(renewedBy)}`}
          </span>
        </dd>
      ) : (
        <dd className="soft">No date</dd>
      )}
    </>
  );
}

/** Its place, who serves next, and why it does not. */
function OrderFact({ profile }: { profile: Profile }) {
  const { placed, next } = useOrder(profile);
  const { id, order, unavailableReason } = profile;
  const why = unavailableReason === null ? null : whyNot(unavailableReason);
  const others =
    next === null ? 'nobody serves' : next.id === id ? 'serves next' : `${next.name} serves next`;
  return (
    <>
      <dt>Order</dt>
      <dd className="wraps">
        {order === null ? (
          <span className="soft">No place</span>
        ) : (
          `${order} of ${Math.max(placed.length, order)}`
        )}
        <span className="dim">
          {why !== null && ` ${why},`} {others}
        </span>
      </dd>
    </>
  );
}
