import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { useCanChange, useDesk, type Desk } from '../store/desk.ts';

/** Replace, switch off and on, remove. */
export function Foot({ profile }: { profile: Profile }) {
  const desk = useDesk();
  const canChange = useCanChange();
  const { id, kind, enabled, owner, reference } = profile;
  // A server without a key has its address to change, and nothing to replace.
  const keyless = kind === 'none' && reference === null;
  const replaces = keyless
    ? say('Edit…')
    : reference === null
      ? say('Replace key…')
      : say('Change reference…');
  return (
    <footer>
      {owner === null && (
        <Button
          isDisabled={!canChange}
          onPress={() => desk.view.over.set({ kind: keyless ? 'edit' : 'replace', id })}
        >
          {replaces}
        </Button>
      )}
      <Button
        look="quiet"
        isDisabled={!canChange}
        onPress={() =>
          desk.act((client) => (enabled ? client.profiles.disable({ id }) : client.profiles.enable({ id })))
        }
      >
        {enabled ? say('Disable') : say('Enable')}
      </Button>
      <DialogTrigger>
        <Button look="danger" className="push" isDisabled={!canChange}>
          {say('Remove…')}
        </Button>
        <Popover className="popover" placement="top end" offset={6}>
          <Dialog className="advice" aria-label={say('Remove {name}', { name: profile.name })}>
            {({ close }) => (
              <>
                <b>{say('Remove {name}?', { name: profile.name })}</b>
                <p>
                  {reference === null
                    ? say(
                        'It can be taken back for 30 seconds. Older backups keep it, sealed, until they are replaced.',
                      )
                    : say('It can be taken back for 30 seconds. What it refers to is not touched.')}
                </p>
                <span className="row">
                  <Button
                    look="danger"
                    onPress={() => {
                      close();
                      void remove(desk, profile);
                    }}
                  >
                    {say('Remove')}
                  </Button>
                  <Button look="quiet" onPress={close}>
                    {say('Keep')}
                  </Button>
                </span>
              </>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </footer>
  );
}

async function remove(desk: Desk, { id, name }: Profile): Promise<void> {
  const { act, view, notices } = desk;
  const done = await act((client) => client.profiles.remove({ id }));
  if (done === null) return;
  if (view.details.get() === id) view.details.set(null);
  document.querySelector<HTMLElement>('.profiles [tabindex="0"]')?.focus();
  notices.show({
    text: say('{name} was removed.', { name }),
    tells: [name],
    until: done.restorableUntil,
    counts: true,
    act: { label: say('Undo'), run: () => void restore(desk, id, name) },
  });
}

async function restore({ act, notices }: Desk, id: string, name: string): Promise<void> {
  const restored = await act((client) => client.profiles.restore({ id }));
  if (restored !== null)
    notices.show({ tone: 'good', text: say('{name} is back.', { name }), tells: [name] });
}
