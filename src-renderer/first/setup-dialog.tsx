import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDesk } from '../store/desk.ts';
import { SetupSteps } from './setup-steps.tsx';
import { useSetup } from './use-setup.ts';

/** The first steps once more, for who left some of them. */
export default function SetupDialog() {
  const { view } = useDesk();
  const setup = useSetup();
  const { left } = setup;
  const close = () => view.over.set(null);
  return (
    <Dialog
      title={say('Finish setting up')}
      onClose={close}
      says={
        <span>
          {left.length === 0
            ? say('All steps are done')
            : say('{count, plural, one {# step is left} other {# steps are left}}', { count: left.length })}
        </span>
      }
      acts={
        <Button size="large" look="primary" onPress={close}>
          {say('Done')}
        </Button>
      }
    >
      <SetupSteps setup={setup} />
    </Dialog>
  );
}
