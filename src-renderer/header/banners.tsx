import { span } from '../../src-shared/times.ts';
import { clockAdvice, clockHeadline } from '../../src-shared/wrong-clock.ts';
import { LaterPart, lazyPart } from '../parts/boundary.tsx';
import { Button } from '../parts/button.tsx';
import { FailedAside } from '../parts/failed.tsx';
import { Glyph, Icon } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useDesk, useHeld } from '../store/desk.ts';

const Unprotected = lazyPart(() => import('./unprotected.tsx'));

/** What holds for the whole window, said above it: no connection, locked, read only. */
export function Banners() {
  const { connection, picture, tryConnecting } = useDesk();
  const link = useHeld(connection);
  const { vault, clock } = useHeld(picture.state) ?? {};
  const whole = useHeld(picture.whole);
  const fault = useHeld(picture.fault);
  if (link.phase === 'waiting') {
    return (
      <div className="banner" role="status">
        <Icon name="offline" />
        <span>
          <b>Keywatch does not answer.</b>{' '}
          {whole ? 'What you see is as it was; nothing can be changed. ' : ''}
          <Retry at={link.retryAt} />
        </span>
        <Button size="small" onPress={tryConnecting}>
          Try now
        </Button>
      </div>
    );
  }
  if (fault !== null) {
    return (
      <div className="banner warn" role="status">
        <Glyph shape="triangle" tone="warn" />
        <span>
          <b>The list cannot be kept up to date.</b> {fault} It is asked for again by itself.
        </span>
      </div>
    );
  }
  if (vault?.state === 'locked') {
    return (
      <div className="banner" role="status">
        <Icon name="lock" />
        <span>
          <b>Locked{vault.reason === null ? '.' : ':'}</b> {sentence(vault.reason)}
          Names and dates stay readable; keys do not, and checking waits. A keyring that answers again opens
          it by itself; after anything else, start Keywatch again.
        </span>
      </div>
    );
  }
  if (vault?.state === 'read_only') {
    return (
      <div className="banner warn" role="status">
        <Glyph shape="triangle" tone="warn" />
        <span>
          <b>Read only.</b> {sentence(vault.reason ?? 'The vault cannot be written')}
          Nothing can be changed here.
        </span>
      </div>
    );
  }
  if (clock) {
    return (
      <div className="banner warn" role="status">
        <Glyph shape="triangle" tone="warn" />
        <span>
          <b>{clockHeadline(clock)}.</b> {clockAdvice}
        </span>
      </div>
    );
  }
  if (vault !== undefined && !vault.protected) {
    return (
      <section className="banner warn slim" aria-label="Protection">
        <Glyph shape="triangle" tone="warn" />
        <span>This vault is not protected by the system.</span>
        <LaterPart renderFailed={(failure) => <FailedAside failure={failure} />}>
          <Unprotected advice={vault.advice} look="button" />
        </LaterPart>
      </section>
    );
  }
  return null;
}

/** A reason of the core with its full stop and a space after it. */
function sentence(reason: string | null): string {
  return reason === null ? '' : `${reason.replace(/\.$/, '')}. `;
}

function Retry({ at }: { at: number }) {
  const left = at - useNow('seconds');
  return <>{left > 1000 ? `Trying again in ${span(left)}.` : 'Trying again.'}</>;
}
