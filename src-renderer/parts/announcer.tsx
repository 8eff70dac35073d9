import { useEffect, useRef, useState } from 'react';
import { stateOf } from '../../src-shared/state-word.ts';
import { useDesk, useHeld } from '../store/desk.ts';

const mostByName = 3;

/** Says changes of state to those who do not see them: the names while they are few, else how many. */
export function Announcer() {
  const { picture } = useDesk();
  const profiles = useHeld(picture.profiles);
  const whole = useHeld(picture.whole);
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const [words, setWords] = useState('');

  useEffect(() => {
    if (!whole) return;
    const now = Date.now();
    const states = new Map(profiles.map((profile) => [profile.id, stateOf(profile, now).word]));
    const before = known.current;
    known.current = states;
    if (before === null) return;
    const changed = profiles.filter(({ id }) => before.has(id) && before.get(id) !== states.get(id));
    if (changed.length === 0) return;
    setWords(
      changed.length > mostByName
        ? `${changed.length} profiles changed`
        : changed.map(({ id, name }) => `${name}: ${states.get(id)}`).join('. '),
    );
  }, [profiles, whole]);

  return (
    <div className="sr" role="status">
      {words}
    </div>
  );
}
