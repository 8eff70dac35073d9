import { useState } from 'react';
import type { ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import { say } from '../../src-shared/say.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import type { Answers } from './import-dialog.tsx';
import { ImportEntry } from './import-entry.tsx';
import { entryOrder, entryStates } from './import-words.ts';

/** What importing a file would do, entry by entry, and what is asked about it. */
export function ImportPlanPage({
  name,
  plan,
  answers,
  asking,
  failure,
  onAnswers,
  onBack,
  onWrite,
  onClose,
}: {
  name: string;
  plan: ImportPlan;
  answers: Answers;
  asking: boolean;
  failure: string | null;
  onAnswers(answers: Answers): void;
  onBack(): void;
  onWrite(): Promise<void>;
  onClose(): void;
}) {
  const [only, setOnly] = useState<ImportState | null>(null);
  const { counts, entries, importable } = plan;
  const written = counts.new + counts.changed;
  const { providers } = useDesk();
  const known = useHeld(providers);
  const needsPolicy = answers.agreePolicy || entries.some(({ code }) => code === 'policy_not_agreed');
  const policies = new Set(
    entries.flatMap(({ provider }) => (provider === null ? [] : (known.get(provider)?.policy ?? []))),
  );
  const sorted = [...entries].sort((left, right) => placeOf(left) - placeOf(right));
  const shown = only === null ? sorted : sorted.filter(({ state }) => state === only);
  const missing = !importable
    ? say('{count, plural, one {One entry is} other {# entries are}} refused: nothing can be imported', {
        count: counts.refused,
      })
    : written === 0
      ? say('Nothing would change')
      : null;
  return (
    <DialogPage
      title={say('Import')}
      onBack={onBack}
      onClose={onClose}
      says={
        <DialogSays
          failure={failure}
          otherwise={missing ?? say('All of it or nothing; the vault is backed up first')}
        />
      }
      acts={
        <DialogActs
          words={
            asking
              ? say('One moment')
              : say('Import {count, plural, one {# profile} other {# profiles}}', { count: written })
          }
          isDisabled={missing !== null || asking}
          onCancel={onClose}
          onSave={onWrite}
        />
      }
    >
      <div className="plan-head">
        <p className="cut" title={name}>
          <b>{name}</b>
        </p>
        <div className="plan-counts" role="group" aria-label={say('Show only')}>
          {entryOrder
            .filter((state) => counts[state] > 0)
            .map((state) => (
              <button
                key={state}
                type="button"
                className="chip"
                aria-pressed={only === state}
                onClick={() => setOnly(only === state ? null : state)}
              >
                {entryStates[state].name} <span className="n">{counts[state]}</span>
              </button>
            ))}
        </div>
      </div>
      <ul className="ways entries-read">
        {shown.map((entry) => (
          <ImportEntry
            key={entry.where}
            entry={entry}
            number={entries.indexOf(entry) + 1}
            isDisabled={asking}
            onChoose={(choice) =>
              onAnswers({ ...answers, conflicts: { ...answers.conflicts, [entry.where]: choice } })
            }
          />
        ))}
      </ul>
      {needsPolicy && (
        <label className="agree">
          <input
            type="checkbox"
            className="tick"
            checked={answers.agreePolicy}
            disabled={asking}
            onChange={({ target }) => onAnswers({ ...answers, agreePolicy: target.checked })}
          />
          <span>{[...policies].join(' ')}</span>
        </label>
      )}
    </DialogPage>
  );
}

/** What was asked about stays where it was asked, whatever the answer made of it. */
function placeOf({ state, choice }: ImportPlan['entries'][number]): number {
  return entryOrder.indexOf(choice === null ? state : 'conflicting');
}
