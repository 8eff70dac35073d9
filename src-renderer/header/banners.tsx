import { heard, say } from '../../src-shared/say.ts';
import { span } from '../../src-shared/times.ts';
import { clockAdvice, clockHeadline } from '../../src-shared/wrong-clock.ts';
import { LockedBanner } from '../locked/locked-banner.tsx';
import { Button } from '../parts/button.tsx';
import { Glyph, Icon } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { RecoveryOffer } from './recovery-offer.tsx';
import { UnprotectedBanner } from './unprotected.tsx';

/** What holds for the whole window, said above it: no connection, locked, read only; else what could be better. */
export function Banners() {
  const { connection, picture, tryConnecting } = useDesk();
  const link = useHeld(connection);
  const { vault, clock, sample, historyFault } = useHeld(picture.state) ?? {};
  const whole = useHeld(picture.whole);
  const fault = useHeld(picture.fault);
  if (link.phase === 'waiting') {
    return (
      <div className="banner" role="status">
        <Icon name="offline" />
        <span>
          <b>{say('Keywatch does not answer.')}</b>{' '}
          {whole && <>{say('What you see is as it was; nothing can be changed.')} </>}
          <Retry at={link.retryAt} />
        </span>
        <Button size="small" onPress={tryConnecting}>
          {say('Try now')}
        </Button>
      </div>
    );
  }
  if (fault !== null) {
    return (
      <div className="banner warn" role="status">
        <Glyph shape="triangle" tone="warn" />
        <span>
          <b>{say('The list cannot be kept up to date.')}</b>{' '}
          {say('{fault} Keywatch tries again by itself.', { fault })}
        </span>
      </div>
    );
  }
  if (vault?.state === 'locked') return <LockedBanner reason={vault.reason} />;
  if (vault?.state === 'read_only') {
    return (
      <div className="banner warn" role="status">
        <Glyph shape="triangle" tone="warn" />
        <span>
          <b>{say('Read only.')}</b>{' '}
          {say('{reason}. Nothing can be changed here.', {
            reason:
              vault.reason === null
                ? say('The vault cannot be written')
                : heard(vault.reason).replace(/[.。]$/, ''),
          })}
        </span>
      </div>
    );
  }
  // Keys are asked on, and nobody would find out afterwards what they answered.
  if (historyFault) {
    return (
      <div className="banner warn" role="status">
        <Glyph shape="triangle" tone="warn" />
        <span>
          <b>{say('What is seen now is not kept:')}</b>{' '}
          {say('{why}. The vault is as it was; secrets are given out again once that can be written down.', {
            why: heard(historyFault),
          })}
        </span>
      </div>
    );
  }
  if (clock) {
    return (
      <div className="banner warn" role="status">
        <Glyph shape="triangle" tone="warn" />
        <span>
          <b>{say('{sentence}.', { sentence: clockHeadline(clock) })}</b> {clockAdvice()}
        </span>
      </div>
    );
  }
  if (vault === undefined || sample === true) return null;
  return (
    <div className="banners">
      {!vault.protected && <UnprotectedBanner />}
      <RecoveryOffer />
    </div>
  );
}

function Retry({ at }: { at: number }) {
  const left = at - useNow('seconds');
  return <>{left > 1000 ? say('Trying again in {span}.', { span: span(left) }) : say('Trying again.')}</>;
}
