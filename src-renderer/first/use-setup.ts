import type { SetupStep } from '../store/view.ts';
import { useCoreState, useDesk, useHeld } from '../store/desk.ts';

const setupSteps: readonly SetupStep[] = ['protect', 'find', 'add'];

/** How far a person's first minutes are; what is there tells it, and that somebody has looked around. */
export function useSetup(): { done: ReadonlySet<SetupStep>; left: readonly SetupStep[] } {
  const { picture, windowSettings } = useDesk();
  const vault = useCoreState()?.vault;
  const profiles = useHeld(picture.profiles);
  const { lookedAround } = useHeld(windowSettings);
  const is: Readonly<Record<SetupStep, boolean>> = {
    protect: vault?.protected === true,
    find: lookedAround,
    add: profiles.length > 0,
  };
  return {
    done: new Set(setupSteps.filter((step) => is[step])),
    left: setupSteps.filter((step) => !is[step]),
  };
}
