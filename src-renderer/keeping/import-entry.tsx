import type { ConflictChoice, ImportPlan } from '../../src-shared/contract-keeping.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Glyph } from '../parts/glyph.tsx';
import { sentenceOf } from '../protection/slot-words.ts';
import { useHiding } from '../store/use-hiding.ts';
import { changeWords } from './difference-words.ts';
import { choiceNames, choices, entryStates } from './import-words.ts';

/** One entry of a file: what it is, what becomes of it, and the choice where there is one. */
export function ImportEntry({
  entry,
  number,
  isDisabled,
  onChoose,
}: {
  entry: ImportPlan['entries'][number];
  /** Its place among what was read, from 1: what it is called while names are hidden. */
  number: number;
  isDisabled: boolean;
  onChoose(choice: ConflictChoice): void;
}) {
  const { where, state, name, id, mask, fields, why, choice } = entry;
  const hiding = useHiding();
  const { glyph, tone, name: word } = entryStates[state];
  const title = hiding.isOn ? say('Entry {number}', { number }) : (name ?? id ?? heard(where));
  return (
    <li>
      <Glyph shape={glyph} tone={tone} />
      <div className="way">
        <p className="of">
          <b className="cut" title={title}>
            {title}
          </b>
          <span className="dim keep">
            {mask !== null && <span className="mono">{hiding.value(tailOf(mask))}</span>}
            {title !== heard(where) && !hiding.isOn && <span>{heard(where)}</span>}
            <span className="became">{word}</span>
          </span>
        </p>
        {choice !== null ? (
          <p className="under">{choiceMeans[choice](hiding.nameOf(id ?? '', id ?? ''))}</p>
        ) : (
          why !== null && (
            <p className={state === 'refused' ? 'trouble' : 'under'}>
              {hiding.sentence(sentenceOf(why) ?? '')}
            </p>
          )
        )}
        {fields.length > 0 && (
          <p className="under">
            {fields.map((field, at) => {
              const { name: label, before, after, mono } = changeWords(field, hiding);
              return (
                <span key={field.field}>
                  {at > 0 && ' · '}
                  {label}: <span className={mono ? 'mono was' : 'was'}>{before}</span> →{' '}
                  <span className={mono ? 'mono' : ''}>{after}</span>
                </span>
              );
            })}
          </p>
        )}
        {choice !== null && (
          <div
            className="segments choice"
            role="group"
            aria-label={say('{name}: which key', { name: title })}
          >
            {choices.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === choice}
                disabled={isDisabled}
                onClick={() => onChoose(each)}
              >
                {choiceNames[each]}
              </button>
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

const choiceMeans: Readonly<Record<ConflictChoice, (id: string) => string>> = {
  mine: (id) => say('{id} has another key here, which stays.', { id }),
  theirs: (id) => say('{id} takes the imported key.', { id }),
  both: (id) => say('The imported key stands beside it, as {id}.', { id }),
};

function tailOf(mask: string): string {
  const cut = mask.lastIndexOf('…');
  return cut === -1 ? mask : mask.slice(cut);
}
