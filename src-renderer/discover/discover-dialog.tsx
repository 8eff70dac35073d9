import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { useDesk } from '../store/desk.ts';
import { FindList } from './find-list.tsx';
import { useFinds } from './use-finds.ts';

/** What other tools keep on this machine. Looking stores and sends nothing; a key is read when it is linked or copied. */
export default function DiscoverDialog() {
  const { view } = useDesk();
  const finds = useFinds();
  const close = () => view.back();
  const count = finds.became.size;
  const failure = finds.found === null ? null : (finds.failure?.message ?? null);
  return (
    <Dialog
      title={say('Discover')}
      onClose={close}
      says={
        <DialogSays
          failure={failure}
          otherwise={
            count === 0
              ? say('A link leaves a key where it lies; a copy goes into the vault. Looking sends nothing.')
              : say('{count, plural, one {# credential was added} other {# credentials were added}}', {
                  count,
                })
          }
        />
      }
      acts={
        <>
          <Button size="large" isDisabled={finds.asking} onPress={() => void finds.look()}>
            {say('Look again')}
          </Button>
          <Button size="large" look={finds.isLeft ? 'plain' : 'primary'} onPress={close}>
            {say('Done')}
          </Button>
        </>
      }
    >
      <FindList finds={finds} />
    </Dialog>
  );
}
