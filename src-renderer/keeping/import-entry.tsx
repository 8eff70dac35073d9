import type { ConflictChoice, ImportPlan } from '../../src-shared/contract-keeping.ts';
import { Glyph } from '../parts/glyph.tsx';
import { sentenceOf } from '../protection/slot-words.ts';
import { changeWords } from './difference-words.ts';
import { choiceNames, choices, entryStates } from './import-words.ts';

/** One entry of a file: what it is, what becomes of it, and the choice where there is one. */
export function ImportEntry({
  entry,
  isDisabled,
  onChoose,
}: {
  entry: ImportPlan['entries'][number];
  isDisabled: boolean;
  onChoose(choice: ConflictChoice): void;
}) {
  const { where, state, name, id, mask, fields, why, choice } = entry;
  const { glyph, tone, name: word } = entryStates[state];
  const title = name ?? id ?? where;
  return (
    <li>
      <Glyph shape={glyph} tone={tone} />
      <div className="way">
        <p className="of">
          <b className="cut" title={title}>
            {title}
          </b>
          <span className="dim keep">
            {mask !== null && <span className="mono">{tailOf(mask)}</span>}
            {title !== where && <span>{where}</span>}
            <span className="became">{word}</span>
          </span>
        </p>
        {choice !== null ? (
          <p className="under">{choiceMeans[choice](id ?? '')}</p>
        ) : (
          why !== null && <p className={state === 'refused' ? 'trouble' : 'under'}>{sentenceOf(why)}</p>
        )}
        {fields.length > 0 && (
          <p className="under">
            {fields.map((field, at) => {
              const { name: label, before, after, mono } = changeWords(field);
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
          <div className="segments choice" role="group" aria-label={`${title}: which key`}>
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
  mine: (id) => `${id} has another key here, which stays.`,
  theirs: (id) => `${id} takes the key that comes.`,
  both: (id) => `The key that comes stands beside it, as ${id}.`,
};

function tailOf(mask: string): string {
  const cut = mask.lastIndexOf('…');
  return cut === -1 ? mask : mask.slice(cut);
}
