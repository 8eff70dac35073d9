import type { Profile } from '../../src-shared/contract-schema.ts';
import { stateOf, type StateWord } from '../../src-shared/state-word.ts';
import { Glyph } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';

/** Whether the state's second word is a running clock. */
export function runs({ enabled, health }: Profile): boolean {
  return enabled && (health.confirming || health.state === 'cooldown');
}

/** The state of a profile, followed through time. */
export function useStateOf(profile: Profile): StateWord {
  return stateOf(profile, useNow(runs(profile) ? 'seconds' : 'ages'));
}

export function StateGlyph({ state }: { state: StateWord }) {
  return <Glyph shape={state.glyph} tone={state.tone} />;
}

/** Shape, word and second word; in full ink when it is not simply well. */
export function StateWords({ profile }: { profile: Profile }) {
  const state = useStateOf(profile);
  const calm = state.tone === 'good' || state.tone === 'none';
  return (
    <span className={calm ? 'state' : 'state now'}>
      <StateGlyph state={state} />
      <span className="w">{state.word}</span>
      {state.second !== null && <span className="m">{state.second}</span>}
    </span>
  );
}
