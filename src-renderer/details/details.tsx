import { useEffect, useRef } from 'react';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Icon, Mark } from '../parts/glyph.tsx';
import { kindNames } from '../parts/labels.ts';
import { useDesk, useHeld, useProfile, useProvider } from '../store/desk.ts';
import { Accesses, useAccesses } from './accesses.tsx';
import { Facts } from './facts.tsx';
import { Foot } from './foot.tsx';
import { MoreMenu } from './more-menu.tsx';
import { AloneContext } from './section-title.tsx';
import { Trail } from './trail.tsx';
import { Verdict } from './verdict.tsx';

/** Everything about one profile, beside the list or in its place. */
export default function Details({ id, alone }: { id: string; alone: boolean }) {
  const profile = useProfile(id);
  const { view, windowSettings } = useDesk();
  const { privacy } = useHeld(windowSettings);
  const info = useProvider(profile?.provider ?? '');
  const title = useRef<HTMLHeadingElement>(null);
  const accesses = useAccesses(id);
  useEffect(() => {
    // Where the details take the list's place, they are what is read next.
    if (alone) title.current?.focus();
  }, [alone]);
  if (profile === undefined) return null;
  const Frame = alone ? 'main' : 'aside';
  const Title = alone ? 'h1' : 'h2';
  const close = () => {
    view.details.set(null);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-profile="${CSS.escape(id)}"]`)?.focus(),
    );
  };
  return (
    <AloneContext value={alone}>
      <Frame className="details" aria-label={say('{name}, details', { name: profile.name })}>
        <header>
          <Button look="quiet" icon className="back" aria-label={say('Back to profiles')} onPress={close}>
            <Icon name="left" />
          </Button>
          <Mark large letters={info?.mark ?? profile.provider.slice(0, 2)} />
          <div className="who">
            <Title ref={title} tabIndex={-1} title={profile.name}>
              {profile.name}
            </Title>
            <p className="id">
              {/* An id is made of the name, so it hides with it. */}
              {!privacy && (
                <>
                  <span className="mono cut" title={profile.id}>
                    {profile.id}
                  </span>
                  <span aria-hidden="true">·</span>
                </>
              )}
              <span className="keep">{kindNames[profile.kind]}</span>
            </p>
          </div>
          <span className="push row">
            <MoreMenu profile={profile} />
            <Button look="quiet" icon className="close" aria-label={say('Close details')} onPress={close}>
              <Icon name="close" />
            </Button>
          </span>
        </header>
        <div className="scroll" tabIndex={-1}>
          <Verdict profile={profile} />
          <Trail profile={profile} />
          <Facts profile={profile} onAccess={accesses.look} />
          <Accesses entries={accesses.entries} />
        </div>
        <Foot profile={profile} />
      </Frame>
    </AloneContext>
  );
}
