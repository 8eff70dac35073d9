import { useState } from 'react';
import type { ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import { say } from '../../src-shared/say.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useCanChange } from '../store/desk.ts';
import { ChangedPage } from './changed-page.tsx';
import { FileChanges } from './file-changes.tsx';
import { PlanRows } from './plan-rows.tsx';
import { notedOf, notesBefore, policiesOf } from './plan-words.ts';
import { usePlan } from './use-plan.ts';

/** Linking a gateway, or putting back what linking replaced: chosen, shown whole, done, and what comes next. */
export function ChangeFlow({
  gateway,
  act,
  onBack,
  onClose,
}: {
  gateway: ListedGateway;
  act: GatewayPlan['act'];
  onBack(): void;
  onClose(): void;
}) {
  const { name } = gateway;
  const canChange = useCanChange();
  const choosing = usePlan(gateway, act);
  const { rows, picked, plan, whole, asking, failure, agreed } = choosing;
  const [done, setDone] = useState<GatewayPlan | null>(null);
  const [writing, setWriting] = useState(false);
  if (done !== null) return <ChangedPage plan={done} onClose={onClose} />;

  const count = plan?.profiles.filter(({ state }) => state === act).length ?? 0;
  const policies = whole?.act === 'link' ? policiesOf(whole) : [];
  /** What was shown is so no more, or could not be looked at. */
  const isStale = failure !== null && (failure.code === 'busy' || rows === null);
  const nothing = rows !== null && (picked.size === 0 || plan?.changes === false);
  const takesMinutes = plan !== null && notedOf(plan, 'by_command').length > 0;
  const write = async () => {
    setWriting(true);
    const answer = await choosing.apply();
    setWriting(false);
    if (answer !== null) setDone(answer);
  };
  return (
    <DialogPage
      title={titles[act](name)}
      onBack={onBack}
      onClose={onClose}
      says={
        <DialogSays
          failure={rows === null ? null : (failure?.message ?? null)}
          otherwise={
            nothing
              ? nothingWords[act]
              : rows === null
                ? ''
                : writing && takesMinutes
                  ? say('Its own command is at work, which takes minutes')
                  : say('All of it or nothing')
          }
        />
      }
      acts={
        <DialogActs
          words={asking ? say('One moment') : isStale ? say('Look again') : acts[act](count)}
          isDisabled={asking || !canChange || (plan?.changes !== true && !isStale)}
          onCancel={onBack}
          onSave={isStale ? choosing.look : write}
        />
      }
    >
      {rows === null ? (
        <p className="soft waits" role={failure === null ? 'status' : 'alert'}>
          {failure === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
          <span className="failed-words">{failure?.message ?? say('Looking at what would change')}</span>
        </p>
      ) : (
        <div className="changes-read">
          <p className="soft">{intros[act](name)}</p>
          <PlanRows rows={rows} picked={picked} onToggle={choosing.toggle} />
          {(policies.length > 0 || agreed) && (
            <label className="agree">
              <input
                type="checkbox"
                className="tick"
                checked={agreed}
                onChange={({ target }) => choosing.agree(target.checked)}
              />
              <span>{agreed ? say('Agreed to the terms.') : policies.join(' ')}</span>
            </label>
          )}
          <FileChanges files={plan?.files ?? []} />
          {plan !== null &&
            notesBefore(plan).map((note) => (
              <p key={note} className="soft">
                {note}
              </p>
            ))}
        </div>
      )}
    </DialogPage>
  );
}

type ByAct<T> = Readonly<Record<GatewayPlan['act'], T>>;

const titles: ByAct<(name: string) => string> = {
  link: (name) => say('Link {name}', { name }),
  unlink: (name) => say('Unlink {name}', { name }),
};

const intros: ByAct<(name: string) => string> = {
  link: (name) =>
    say(
      'These keys stand in clear. They go into the vault, {name} fetches them from there, and what stood in its files is kept sealed until you unlink it.',
      { name },
    ),
  unlink: (name) =>
    say('{name} gets back what stood in its files before it was linked, and keeps these keys itself.', {
      name,
    }),
};

const acts: ByAct<(count: number) => string> = {
  link: (count) => say('Link {count, plural, one {# key} other {# keys}}', { count }),
  unlink: (count) => say('Put back {count, plural, one {# key} other {# keys}}', { count }),
};

const nothingWords: ByAct<string> = {
  link: say('Nothing is chosen that can be linked'),
  unlink: say('There is nothing to put back'),
};
