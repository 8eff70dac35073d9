import { useState } from 'react';
import { heard, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useCoreState, useDesk } from '../store/desk.ts';
import { FindLine } from './find-line.tsx';
import { openness, placeName, placesOf, type Place } from './find-words.ts';
import type { useFinds } from './use-finds.ts';

type Finds = ReturnType<typeof useFinds>;

/** What other tools keep on this machine, place by place, each to be linked, copied or ignored. */
export function FindList({ finds }: { finds: Finds }) {
  const { found, failure } = finds;
  const { view } = useDesk();
  const isLocked = useCoreState()?.vault.state === 'locked';
  const [withIgnored, setWithIgnored] = useState(false);
  if (found === null)
    return (
      <p className="soft waits" role="status">
        {failure === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
        {failure?.message ?? say('Looking at what other tools keep here')}
      </p>
    );
  const { candidates, problems } = found;
  const hidden = candidates.filter(({ ignored }) => ignored).length;
  const places = placesOf(candidates.filter(({ ignored }) => withIgnored || !ignored));
  return (
    <>
      {isLocked && (
        <div className="act-line">
          <p className="soft">
            {say(
              'The vault is locked: what of this it holds already is not known, and nothing can be taken.',
            )}
          </p>
          <Button onPress={() => view.over.set({ kind: 'unlock' })}>{say('Unlock…')}</Button>
        </div>
      )}
      {places.length === 0 && (
        <p className="soft">
          {hidden === 0
            ? say('No other tool keeps a credential here. Keys you have at hand are pasted.')
            : say('Nothing is left but what you ignore.')}
        </p>
      )}
      <div className="finds">
        {places.map((place) => (
          <FindPlace key={place.where} place={place} finds={finds} />
        ))}
      </div>
      {hidden > 0 && (
        <Button look="link" onPress={() => setWithIgnored(!withIgnored)}>
          {withIgnored
            ? say('Hide what is ignored')
            : say('{count, plural, one {Show # that is ignored} other {Show # that are ignored}}', {
                count: hidden,
              })}
        </Button>
      )}
      {problems.length > 0 && (
        <section aria-label={say('Not looked at')}>
          <h3>{say('Not looked at')}</h3>
          <ul className="not-looked">
            {problems.map(({ where, message }) => (
              <li key={`${where} ${message}`} className="soft">
                <span className="mono">{where}</span>
                <span className="block">{heard(message)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function FindPlace({ place, finds }: { place: Place; finds: Finds }) {
  const { where, mode, finding, candidates } = place;
  const name = placeName(where);
  const open = openness[finding].words;
  return (
    <section className="find-place" aria-label={name}>
      <h3>
        <span className="cut" title={where}>
          <bdi>{name}</bdi>
        </span>
        <span className="dim keep">
          {mode !== null && <span className="mono">{mode}</span>}
          {open !== null && <span>{open}</span>}
        </span>
      </h3>
      {finding === 'high' && (
        <p className="soft">
          {say('Close it to others, in a terminal:')}{' '}
          <code className="mono">{`chmod 600 ${quoted(where)}`}</code>
        </p>
      )}
      <ul className="ways">
        {candidates.map((candidate) => (
          <FindLine
            key={candidate.selector}
            candidate={candidate}
            number={finds.numberOf(candidate.selector)}
            became={finds.became.get(candidate.selector)}
            onTaken={(became) => finds.isTaken(candidate.selector, became)}
            onIgnore={(ignored) => void finds.toIgnore(candidate, ignored)}
          />
        ))}
      </ul>
    </section>
  );
}

const quoted = (path: string): string =>
  /^[\w~./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
