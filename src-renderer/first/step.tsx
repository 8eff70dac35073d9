import type { ReactNode } from 'react';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph, Icon } from '../parts/glyph.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import type { SetupStep } from '../store/view.ts';

export type StepState = 'done' | 'now' | 'open' | 'skipped';

/** One step of the first minutes: what it is for, its acts, and a way past it that leads back. */
export function Step({
  step,
  number,
  state,
  title,
  words,
  acts,
  failure = null,
  told = null,
  children,
}: {
  step: SetupStep;
  number: number;
  state: StepState;
  title: string;
  words: string;
  acts: ReactNode;
  /** Why its act failed. */
  failure?: string | null;
  /** What its act came to. */
  told?: string | null;
  children?: ReactNode;
}) {
  const { skipped } = useDesk().view;
  const isSkipped = useHeld(skipped).has(step);
  const pass = () => {
    const next = new Set(skipped.get());
    if (!next.delete(step)) next.add(step);
    skipped.set(next);
  };
  return (
    <li className={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="n" aria-hidden="true">
        {state === 'done' ? <Icon name="tick" /> : number}
      </span>
      <div>
        <h3>
          {title}
          {state === 'done' && <span className="sr">{say('Done')}</span>}
        </h3>
        <p>{state === 'skipped' ? say('Skipped for now.') : words}</p>
        {state !== 'skipped' && children}
        <div role="alert">
          {failure !== null && (
            <p className="said">
              <Glyph shape="cross" tone="bad" />
              <span>{failure}</span>
            </p>
          )}
        </div>
        <div role="status">{told !== null && <p>{told}</p>}</div>
      </div>
      <div className="acts">
        {state !== 'skipped' && acts}
        {state !== 'done' && (
          <Button
            look="quiet"
            aria-label={
              isSkipped
                ? say('Come back to this step: {step}', { step: title })
                : say('Skip this step: {step}', { step: title })
            }
            onPress={pass}
          >
            {isSkipped ? say('Come back') : say('Skip')}
          </Button>
        )}
      </div>
    </li>
  );
}
