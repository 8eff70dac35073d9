import type { Profile } from '../../src-shared/contract-schema.ts';
import { evidenceParts } from '../../src-shared/evidence.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { runs, StateGlyph, useStateOf } from '../profiles/state-words.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange, useCoreState, useDesk, useHeld } from '../store/desk.ts';
import { CooldownDial } from './cooldown-dial.tsx';
import { Proof } from './proof.tsx';

/** The state in a word, what the last answer said, and the two ways to doubt it. */
export function Verdict({ profile }: { profile: Profile }) {
  const { picture, view, act } = useDesk();
  const profiles = useHeld(picture.profiles);
  const core = useCoreState();
  const canChange = useCanChange();
  const now = useNow(runs(profile) ? 'seconds' : 'ages');
  const state = useStateOf(profile);
  const { id, enabled, health, disabledNote } = profile;
  const cooling = enabled && health.state === 'cooldown' && health.cooldownUntil !== null;
  const probing = core?.probing.includes(id) === true;
  const canReset = cooling || health.confirming || health.state === 'disabled';
  return (
    <section aria-label={say('State')}>
      <p className={`verdict ink-${state.tone}`}>
        {cooling && health.cooldownUntil !== null ? (
          <CooldownDial since={health.since ?? now} until={health.cooldownUntil} now={now} />
        ) : (
          <StateGlyph state={state} />
        )}
        <span className="word">{state.word}</span>
        {state.second !== null && <span className="clock">{state.second}</span>}
        <span className="row">
          {canReset && (
            <Button
              look="quiet"
              size="small"
              isDisabled={!canChange}
              onPress={() => act((client) => client.profiles.reset({ id }))}
            >
              {say('Reset')}
            </Button>
          )}
          {enabled && (
            <Button
              size="small"
              isDisabled={!canChange || probing || core?.neverAsks === true}
              onPress={() => act((client) => client.probes.test({ ids: [id] }))}
            >
              {probing ? say('Asking') : say('Try now')}
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
      {disabledNote !== null && <p className="evidence">{say('Note: {note}', { note: disabledNote })}</p>}
      <Proof profile={profile} />
    </section>
  );
}
