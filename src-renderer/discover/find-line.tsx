import { useLayoutEffect, useRef, useState } from 'react';
import type { Candidate, Taking } from '../../src-shared/contract-discovery.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { StateWords } from '../profiles/state-words.tsx';
import { useCanChange, useProfile } from '../store/desk.ts';
import { useHiding } from '../store/use-hiding.ts';
import { useAsk } from '../store/use-ask.ts';
import { openness, remarks } from './find-words.ts';
import type { Agreed, Became } from './use-finds.ts';

const verbs: Readonly<Record<Taking, string>> = { link: say('Link'), copy: say('Copy into the vault') };
const names: Readonly<Record<Taking, (what: string) => string>> = {
  link: (what) => say('Link {what}', { what }),
  copy: (what) => say('Copy into the vault: {what}', { what }),
};
const done: Readonly<Record<Taking, (id: string) => string>> = {
  link: (id) => say('Linked as {id}', { id }),
  copy: (id) => say('Copied into the vault as {id}', { id }),
};

/** What a refusal asks a person for, and how that is said to the core. */
const asks: Readonly<Record<string, { words: string; agreed: Agreed } | undefined>> = {
  policy_not_agreed: { words: say('Agree and store it'), agreed: { agreePolicy: true } },
  duplicate: { words: say('Store it anyway'), agreed: { force: true } },
};

/** What its provider said of what was taken, as soon as it has. */
function Standing({ id }: { id: string }) {
  const profile = useProfile(id);
  return profile === undefined || profile.lastAnswer === null ? null : <StateWords profile={profile} />;
}

/** One find: what it is, and what can become of it. */
export function FindLine({
  candidate,
  number,
  became,
  onTaken,
  onIgnore,
}: {
  candidate: Candidate;
  /** Its place in the list, from 1: what it is called while names are hidden. */
  number: number;
  became: Became | undefined;
  onTaken(became: Became): void;
  onIgnore(ignored: boolean): void;
}) {
  const { selector, provider, mask, reference, finding, takes, known, ignored, location } = candidate;
  const line = useRef<HTMLLIElement>(null);
  const { ask, asking, failure } = useAsk();
  const canChange = useCanChange();
  const now = useNow('ages');
  const [wanted, setWanted] = useState<{ as: Taking; agreed: Agreed } | null>(null);
  const hiding = useHiding();
  const what = hiding.isOn ? say('Find {number}', { number }) : (location ?? selector);
  const refused = failure?.code == null ? undefined : asks[failure.code];
  const settled = became !== undefined;
  // The button that was pressed goes: the line it stood in takes the focus.
  useLayoutEffect(() => {
    if (settled) line.current?.focus();
  }, [settled]);
  const take = async (as: Taking, agreed: Agreed) => {
    setWanted({ as, agreed });
    const answer = await ask((client) => client.discovery.take({ as, selector, probe: true, ...agreed }));
    if (answer !== null) onTaken({ as, id: answer.profile.id });
  };
  const shown = reference ?? mask;
  const idOf = (id: string) => hiding.nameOf(id, id);
  const state = openness[finding];
  const said =
    became !== undefined
      ? done[became.as](idOf(became.id))
      : known !== null
        ? say('Here as {id}', { id: idOf(known) })
        : null;
  return (
    <li ref={line} tabIndex={-1} aria-label={what}>
      {said === null ? <Glyph shape={state.shape} tone={state.tone} /> : <Glyph shape="check" tone="good" />}
      <div className="way">
        <p className="of">
          <b className="cut" title={hiding.isOn ? what : selector}>
            <bdi>{what}</bdi>
          </b>
          <span className="dim cut">
            {provider === null ? say('Provider unknown') : providerName(provider)}
          </span>
        </p>
        {shown !== null && (
          <p className="under">
            <span className="mono">{hiding.value(shown)}</span>
          </p>
        )}
        {remarks(candidate, now).map((remark) => (
          <p key={remark} className="under">
            {hiding.sentence(remark)}
          </p>
        ))}
        {said !== null && (
          <p className="under said-of">
            {said}
            {became !== undefined && <Standing id={became.id} />}
          </p>
        )}
        {failure !== null && (
          <div className="trouble" role="alert">
            <p>{failure.message}</p>
            {refused !== undefined && wanted !== null && (
              <Button
                size="small"
                isDisabled={asking}
                onPress={() => void take(wanted.as, { ...wanted.agreed, ...refused.agreed })}
              >
                {refused.words}
              </Button>
            )}
          </div>
        )}
      </div>
      {said === null && (
        <span className="row">
          {provider !== null &&
            !ignored &&
            takes.map((as) => (
              <Button
                key={as}
                size="small"
                aria-label={names[as](what)}
                isDisabled={asking || !canChange}
                onPress={() => void take(as, {})}
              >
                {verbs[as]}
              </Button>
            ))}
          <Button
            size="small"
            look="quiet"
            aria-label={ignored ? say('Offer {what} again', { what }) : say('Ignore {what}', { what })}
            isDisabled={asking || !canChange}
            onPress={() => onIgnore(!ignored)}
          >
            {ignored ? say('Offer again') : say('Ignore')}
          </Button>
        </span>
      )}
    </li>
  );
}
