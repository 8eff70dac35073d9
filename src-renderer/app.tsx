import { useCallback, useEffect, useMemo, useRef } from 'react';
import { attentionLimit, needsAttention } from '../src-shared/attention.ts';
import { say } from '../src-shared/say.ts';
import { AttentionList } from './attention/attention-list.tsx';
import { Header } from './header/header.tsx';
import { Banners } from './header/banners.tsx';
import NotLetIn from './first/not-let-in.tsx';
import { Announcer } from './parts/announcer.tsx';
import { Boundary, LaterPart, lazyPart } from './parts/boundary.tsx';
import { Button } from './parts/button.tsx';
import { FailedAside, FailedPart } from './parts/failed.tsx';
import { Floating } from './parts/floating.tsx';
import { useSize } from './parts/use-size.ts';
import { Sprite } from './parts/sprite.tsx';
import { ProfileList } from './profiles/list.tsx';
import { useNow } from './store/clock.ts';
import { useLock } from './locked/use-lock.ts';
import { useDesk, useHeld } from './store/desk.ts';
import { useFocusBack } from './use-focus-back.ts';
import { usePlace } from './use-place.ts';
import { usePrivacy } from './use-privacy.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useLanguage } from './use-language.ts';
import { useTheme } from './use-theme.ts';

const Details = lazyPart(() => import('./details/details.tsx'));
const FinishSetup = lazyPart(() => import('./first/finish-setup.tsx'));
const FirstRun = lazyPart(() => import('./first/first-run.tsx'));
const Unreadable = lazyPart(() => import('./first/unreadable.tsx'));
const Over = lazyPart(() => import('./over.tsx'));

/** Below this width the details are a page of their own; less-room.css says the same. */
const pageBelowRem = 56;
/** Below this width the attention list takes two lines for one. */
const narrowListRem = 38;
/** What the details take of the window's width; tokens.css says the same. */
const panelRem = 22;

/** Less than half of the window is for what needs attention: so many of its lines, which are taller in a narrow list. */
function attentionLines({ width, height, rem }: { width: number; height: number; rem: number }): number {
  const lineRem = width < narrowListRem * rem ? 3.75 : 2.125;
  const fitting = Math.floor(((0.45 * height) / rem - 2) / lineRem);
  return Math.max(1, Math.min(attentionLimit, fitting));
}

/** The window: header, attention, list, details beside it, and what lies over them. */
export function App() {
  const { connection, picture } = useDesk();
  const unreadable = useHeld(picture.unreadable);
  useLanguage();
  useTheme();
  usePrivacy();
  useShortcuts();
  useFileDrop();
  useLock();
  usePlace();
  return (
    <>
      <Sprite />
      {useHeld(connection).phase === 'not_let_in' ? (
        <NotLetIn />
      ) : unreadable === null ? (
        <Window />
      ) : (
        <LaterPart
          waiting={<main className="first" aria-busy="true" />}
          renderFailed={(failure) => (
            <main className="first">
              <FailedPart failure={failure}>{unreadable}</FailedPart>
            </main>
          )}
        >
          <Unreadable />
        </LaterPart>
      )}
      <Announcer />
      <Floating />
    </>
  );
}

function Window() {
  const { picture, view } = useDesk();
  const profiles = useHeld(picture.profiles);
  const whole = useHeld(picture.whole);
  const { troubledProviders: troubled, clock } = useHeld(picture.state) ?? {};
  const details = useHeld(view.details);
  const over = useHeld(view.over);
  useFocusBack(over !== null);
  const now = useNow('ages');
  const attention = useMemo(
    () => needsAttention(profiles, now, troubled, clock),
    [profiles, now, troubled, clock],
  );
  const frame = useRef<HTMLDivElement>(null);
  const { width, height, rem } = useSize(frame);
  const beside = details === null ? 0 : panelRem * rem;
  const limit = attentionLines({ width: width - beside, height, rem });
  const alone = width > 0 && width < pageBelowRem * rem;
  const gone = details !== null && whole && picture.profile(details) === undefined;
  const close = useCallback(() => view.over.set(null), [view]);
  useEffect(() => {
    if (gone) view.details.set(null);
  }, [gone, view]);

  return (
    <div ref={frame} className={details !== null && !gone ? 'window has-details' : 'window'}>
      <Header />
      <Banners />
      <div className="body">
        {!whole ? (
          <Opening />
        ) : profiles.length === 0 ? (
          <LaterPart
            waiting={<main className="first" aria-busy="true" />}
            renderFailed={(failure) => (
              <main className="first">
                <FailedPart failure={failure} />
              </main>
            )}
          >
            <FirstRun />
          </LaterPart>
        ) : (
          <main className="list">
            <Boundary renderFailed={(failure) => <FailedPart failure={failure} />}>
              <AttentionList lines={attention} limit={limit} />
            </Boundary>
            <Boundary renderFailed={(failure) => <FailedPart failure={failure} />}>
              <ProfileList attention={attention} />
            </Boundary>
            <LaterPart renderFailed={() => null}>
              <FinishSetup />
            </LaterPart>
          </main>
        )}
        {details !== null && !gone && (
          <LaterPart
            key={details}
            waiting={<aside className="details" aria-busy="true" aria-label={say('Details')} />}
            renderFailed={(failure) => (
              <aside className="details" aria-label={say('Details')}>
                <FailedPart failure={failure}>
                  <Button look="quiet" onPress={() => view.details.set(null)}>
                    {say('Close')}
                  </Button>
                </FailedPart>
              </aside>
            )}
          >
            <Details id={details} alone={alone} />
          </LaterPart>
        )}
      </div>
      {over !== null && (
        <LaterPart renderFailed={(failure) => <FailedAside failure={failure} onTold={close} />}>
          <Over open={over} />
        </LaterPart>
      )}
    </div>
  );
}

/** Nothing is known yet: said in words, and only to those who wait. */
function Opening() {
  return (
    <main className="list opening" aria-busy="true">
      <p className="soft">{say('Opening the vault')}</p>
    </main>
  );
}
