import { useEffect, useRef, useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { stateOf } from '../../src-shared/state-word.ts';
import { useDesk, useHeld } from '../store/desk.ts';

const mostByName = 3;

/** Says changes of state to those who do not see them: the names while they are few, else how many. */
export function Announcer() {
  const { picture, view, windowSettings } = useDesk();
  const { privacy } = useHeld(windowSettings);
  const manyUnderWay = useHeld(view.manyUnderWay) !== null;
  const profiles = useHeld(picture.profiles);
  const whole = useHeld(picture.whole);
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const [said, setSaid] = useState({ words: '', privacy });

  useEffect(() => {
    // What one act does to many is told by whoever did it.
    if (!whole || manyUnderWay) return;
    const now = Date.now();
    const states = new Map(profiles.map((profile) => [profile.id, stateOf(profile, now).word]));
    const before = known.current;
    known.current = states;
    if (before === null) return;
    const changed = profiles.filter(({ id }) => before.has(id) && before.get(id) !== states.get(id));
    if (changed.length === 0) return;
    const words =
      changed.length > mostByName
        ? say('{count, plural, one {# profile} other {# profiles}} changed', { count: changed.length })
        : changed
            .map(({ id, name }) => say('{name}: {state}.', { name, state: states.get(id) ?? '' }))
            .join(' ');
    setSaid({ words, privacy });
  }, [profiles, whole, manyUnderWay, privacy]);

  return (
    <div className="sr" role="status">
      {said.privacy === privacy ? said.words : ''}
    </div>
  );
}
