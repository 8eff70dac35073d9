import { useEffect, useRef } from 'react';
import { countdown, exactMoment, nearMoment } from '../../src-shared/times.ts';
import { askedSentence } from '../../src-shared/asked-words.ts';
import { evidenceParts } from '../../src-shared/evidence.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { Button } from '../parts/button.tsx';
import { Icon, Mark } from '../parts/glyph.tsx';
import { kindNames } from '../parts/labels.ts';
import { runs, StateGlyph, useStateOf } from '../profiles/state-words.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange, useCoreState, useDesk, useHeld, useProfile, useProvider } from '../store/desk.ts';
import { Accesses, useAccesses } from './accesses.tsx';
import { CooldownDial } from './cooldown-dial.tsx';
import { Facts } from './facts.tsx';
import { Foot } from './foot.tsx';
import { MoreMenu } from './more-menu.tsx';
import { Proof } from './proof.tsx';
import { AloneContext, SectionTitle } from './section-title.tsx';
import { Trail } from './trail.tsx';

/** Everything about one profile, beside the list or in its place. */
export default function Details({ id, alone }: { id: string; alone: boolean }) {
  const profile = useProfile(id);
  const { view } = useDesk();
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
      <Frame className="details" aria-label={`${profile.name}, details`}>
        <header>
          <Button look="quiet" icon className="back" aria-label="Back to profiles" onPress={close}>
            <Icon name="left" />
          </Button>
          <Mark large letters={info?.mark ?? profile.provider.slice(0, 2)} />
          <div className="who">
            <Title ref={title} tabIndex={-1} title={profile.name}>
              {profile.name}
            </Title>
            <p className="id">
              <span className="mono cut" title={profile.id}>
                {profile.id}
              </span>
              <span aria-hidden="true">·</span>
              <span className="keep">{kindNames[profile.kind]}</span>
            </p>
          </div>
          <span className="push row">
            <MoreMenu profile={profile} />
            <Button look="quiet" icon className="close" aria-label="Close details" onPress={close}>
              <Icon name="close" />
            </Button>
          </span>
        </header>
        <div className="scroll" tabIndex={-1}>
          <Verdict profile={profile} />
          <Trail profile={profile} />
          <Facts profile={profile} onAccess={accesses.look} />
          {profile.usedBy.length > 0 && (
            <section aria-label="Used by">
              <SectionTitle>Used by</SectionTitle>
              <ul className="entries plain">
                {profile.usedBy.map((user) => (
                  <li key={user}>
                    <span className="cut" title={user}>
                      {user}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Accesses entries={accesses.entries} />
        </div>
        <Foot profile={profile} />
      </Frame>
    </AloneContext>
  );
}

/** The state in a word, what the last answer said, and the two ways to doubt it. */
function Verdict({ profile }: { profile: Profile }) {
  const { picture, view, act } = useDesk();
  const profiles = useHeld(picture.profiles);
  const core = useCoreState();
  const canChange = useCanChange();
  const now = useNow(runs(profile) ? 'seconds' : 'ages');
  const state = useStateOf(profile);
  if (state === null) return null;
  const { cooldownUntil, since } = profile.health;
  const cooling = profile.enabled && profile.health.state === 'cooldown' && cooldownUntil !== null;
  const probing = core?.probing.includes(profile.id) === true;
  // Nobody knows when what keeps questions from going out is over.
  const waits = core !== null && core.restsWhile !== null;
  const canReset = cooling || profile.health.confirming || profile.health.state === 'disabled';
  return (
    <section aria-label="State">
      <p className={`verdict ink-${state.tone}`}>
        {cooling ? (
          <CooldownDial since={since ?? now} until={cooldownUntil} now={now} />
        ) : (
          <StateGlyph state={state} />
        )}
        {state.word}
        {state.second !== null && <span className="clock">{state.second}</span>}
        <span className="row">
          {canReset && (
            <Button
              look="quiet"
              size="small"
              isDisabled={!canChange}
              onPress={() => act((client) => client.profiles.reset({ id: profile.id }))}
            >
              Reset
            </Button>
          )}
          {profile.enabled && (
            <Button
              size="small"
              isDisabled={!canChange || probing || core?.neverAsks === true}
              onPress={() => act((client) => client.probes.test({ ids: [profile.id] }))}
            >
              {probing ? 'Asking' : 'Try now'}
            </Button>
          )}
        </span>
      </p>
      <p className="evidence">
        {evidenceParts(profile, profiles, now).map((part, index) => {
          const { profile: other } = part;
          if (other !== undefined) {
            return (
              <Button key={index} look="link" onPress={() => view.details.set(other)}>
                {part.text}
              </Button>
            );
          }
          return part.strong === true ? <b key={index}>{part.text}</b> : part.text;
        })}
      </p>
      {profile.disabledNote !== null && <p className="evidence">Note: {profile.disabledNote}</p>}
      {profile.enabled && !waits && profile.nextProbeAt !== null && profile.nextProbeAt > now && (
        <p className="evidence dim" title={exactMoment(profile.nextProbeAt)}>
          Asked again {nearMoment(profile.nextProbeAt, now)}
          {profile.nextProbeAt - now < 120_000 && `, in ${countdown(profile.nextProbeAt, now)}`}.
        </p>
      )}
      {profile.enabled && <p className="evidence dim">Asked {askedSentence(profile)}.</p>}
      <Proof provider={profile.provider} />
    </section>
  );
}
