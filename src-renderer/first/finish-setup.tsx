import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useCoreState, useDesk, useHeld } from '../store/desk.ts';
import { useSetup } from './use-setup.ts';

/** A quiet line under the list while first steps are left, until it is waved away for good. */
export default function FinishSetup() {
  const { windowSettings } = useDesk();
  const { setupDismissed } = useHeld(windowSettings);
  const core = useCoreState();
  // Whoever waved it away has nothing looked at for it any more.
  return setupDismissed || core === null || core.sample ? null : <WhatIsLeft />;
}

function WhatIsLeft() {
  const { view, arrange } = useDesk();
  const { isKnown, left } = useSetup();
  if (!isKnown || left.length === 0) return null;
  return (
    <section className="finish" aria-label={say('Setting up')}>
      <Button look="link" onPress={() => view.over.set({ kind: 'setup' })}>
        {say('Finish setting up')}
      </Button>
      <span className="soft">
        {say('{count, plural, one {# step is left} other {# steps are left}}', { count: left.length })}
      </span>
      <Button
        look="quiet"
        icon
        aria-label={say('Do not remind me of setting up')}
        onPress={() => arrange({ setupDismissed: true })}
      >
        <Icon name="close" small />
      </Button>
    </section>
  );
}
