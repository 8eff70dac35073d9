import type { ComponentType } from 'react';
import { useDesk, useHeld } from '../store/desk.ts';
import type { SetupStep } from '../store/view.ts';
import { Add, Find, Protect } from './early-steps.tsx';
import { LinkGateways, Start, Test } from './later-steps.tsx';
import type { StepState } from './step.tsx';
import type { Setup } from './use-setup.ts';

/** What a step is given: its place among the others, how it stands, and what is known around the vault. */
export interface StepProps {
  readonly number: number;
  readonly state: StepState;
  readonly setup: Setup;
}

const parts: Readonly<Record<SetupStep, ComponentType<StepProps>>> = {
  protect: Protect,
  find: Find,
  add: Add,
  test: Test,
  link: LinkGateways,
  start: Start,
};

/** The steps of the first minutes, as many as there is something to do for here. */
export function SetupSteps({ setup }: { setup: Setup }) {
  const { view } = useDesk();
  const skipped = useHeld(view.skipped);
  const { steps, done, left } = setup;
  const next = left.find((step) => !skipped.has(step));
  const stateOf = (step: SetupStep): StepState =>
    done.has(step) ? 'done' : skipped.has(step) ? 'skipped' : step === next ? 'now' : 'open';
  return (
    <ol className="steps">
      {steps.map((step, index) => {
        const Part = parts[step];
        return <Part key={step} number={index + 1} state={stateOf(step)} setup={setup} />;
      })}
    </ol>
  );
}
