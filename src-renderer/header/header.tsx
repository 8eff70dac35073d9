import { useEffect } from 'react';
import { say } from '../../src-shared/say.ts';
import { sentenceParts, signOf } from '../../src-shared/sentence.ts';
import { LaterPart, lazyPart } from '../parts/boundary.tsx';
import { Button } from '../parts/button.tsx';
import { FailedAside } from '../parts/failed.tsx';
import { Icon, Turning } from '../parts/glyph.tsx';
import { Worst } from '../parts/worst.tsx';
import { runs } from '../profiles/state-words.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange, useDesk, useHeld } from '../store/desk.ts';
import { SampleBadge } from './sample-badge.tsx';
import { UnprotectedBadge } from './unprotected.tsx';

const Preferences = lazyPart(() => import('./preferences.tsx'));

/** One sentence of state, and the two things done most: Check now and Add. */
export function Header() {
  const { picture, view, act } = useDesk();
  const state = useHeld(picture.state);
  const canChange = useCanChange();
  const total = useHeld(picture.profiles).length;
  const checking = (state?.probing.length ?? 0) > 0;
  const silent = state === null || state.neverAsks || state.vault.state === 'locked';
  return (
    <header className="strip">
      <Sentence />
      {state?.sample === true && <SampleBadge />}
      {state !== null && !state.sample && !state.vault.protected && state.vault.state !== 'locked' && (
        <UnprotectedBadge />
      )}
      {total > 0 && (
        <nav className="nearby" aria-label={say('Look around')}>
          <Button look="quiet" onPress={() => view.over.set({ kind: 'calendar' })}>
            {say('Calendar')}
          </Button>
          <Button look="quiet" onPress={() => view.over.set({ kind: 'discover' })}>
            {say('Discover')}
          </Button>
        </nav>
      )}
      <LaterPart waiting={gear} renderFailed={(failure) => <FailedAside failure={failure} />}>
        <Preferences />
      </LaterPart>
      {total > 0 && (
        <Button
          className="check"
          aria-label={checking ? say('Checking') : say('Check now')}
          isDisabled={silent || checking || !canChange}
          onPress={() => act((client) => client.probes.test({}))}
        >
          {checking ? <Turning /> : <Icon name="refresh" />}
          <span className="says">{checking ? say('Checking') : say('Check now')}</span>
        </Button>
      )}
      <Button
        look="primary"
        className="add"
        aria-label={say('Add credential')}
        isDisabled={!canChange}
        onPress={() => view.over.set({ kind: 'add', way: 'key', provider: null })}
      >
        <Icon name="plus" />
        <span className="says">{say('Add')}</span>
      </Button>
    </header>
  );
}

const gear = (
  <Button look="quiet" icon className="settings" aria-label={say('Settings')} isDisabled>
    <Icon name="gear" />
  </Button>
);

function Sentence() {
  const { picture, connection } = useDesk();
  const profiles = useHeld(picture.profiles);
  const state = useHeld(picture.state);
  const whole = useHeld(picture.whole);
  const connected = useHeld(connection).phase === 'connected';
  const now = useNow(profiles.some(runs) ? 'seconds' : 'ages');
  const known = whole && state !== null;
  const parts = known
    ? sentenceParts(profiles, state, now)
    : [connected ? say('Opening') : say('Connecting')];
  const [worst, ...rest] = parts;
  useEffect(() => {
    document.title = known && worst !== undefined ? `${worst} · Keywatch` : 'Keywatch';
  }, [known, worst]);
  return (
    <>
      <Worst sign={known ? signOf(profiles, state, now) : 'hollow'} />
      <h1 className="sentence" title={parts.join(' · ')}>
        <b>{worst}</b>
        {rest.map((part) => (
          <span key={part} className="part">
            <span className="sep">{' · '}</span>
            {part}
          </span>
        ))}
      </h1>
    </>
  );
}
