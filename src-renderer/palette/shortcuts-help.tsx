import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { isAlone, shortcuts, written, type Keys } from './keys.ts';

interface Lines {
  readonly of: string;
  readonly lines: readonly { readonly what: string; readonly keys: readonly Keys[] }[];
}

const groups: readonly Lines[] = [
  {
    of: say('The whole window'),
    lines: [
      { what: say('Commands'), keys: [shortcuts.commands] },
      { what: say('Search the list'), keys: [shortcuts.search] },
      { what: say('Add the key that is in the clipboard'), keys: [{ key: 'v', mod: true }] },
      { what: say('Hide or show names and masks'), keys: [shortcuts.privacy] },
      { what: say('Lock the vault'), keys: [shortcuts.lock] },
      { what: say('Stop selecting, else close the details'), keys: [{ key: 'escape' }] },
      { what: say('This page'), keys: [shortcuts.help] },
    ],
  },
  {
    of: say('In the list'),
    lines: [
      {
        what: say('To another profile, into its cells'),
        keys: [{ key: 'arrowdown' }, { key: 'arrowright' }],
      },
      { what: say('Open its details'), keys: [{ key: 'enter' }] },
      { what: say('Select it'), keys: [{ key: ' ' }] },
      {
        what: say('Select from there on'),
        keys: [
          { key: 'arrowdown', shift: true },
          { key: 'arrowup', shift: true },
        ],
      },
      { what: say('Select all that are shown'), keys: [{ key: 'a', mod: true }] },
      {
        what: say('Move it among those of its provider'),
        keys: [
          { key: 'arrowup', alt: true },
          { key: 'arrowdown', alt: true },
        ],
      },
      { what: say('Let it serve first'), keys: [{ key: 'home', alt: true }] },
      {
        what: say('On a head: sort, and draw it wider or narrower'),
        keys: [{ key: 'enter' }, { key: 'arrowright', shift: true }, { key: 'arrowleft', shift: true }],
      },
    ],
  },
];

/** Every key the window listens to. */
export default function ShortcutsHelp() {
  const { view, windowSettings } = useDesk();
  const { singleKeys } = useHeld(windowSettings);
  const close = () => view.over.set(null);
  return (
    <Dialog
      title={say('Keyboard shortcuts')}
      onClose={close}
      says={null}
      acts={
        <Button size="large" onPress={close}>
          {say('Close')}
        </Button>
      }
    >
      {groups.map(({ of, lines }) => (
        <section key={of} className="shortcuts">
          <h3>{of}</h3>
          <dl>
            {lines
              .filter(({ keys }) => singleKeys || !keys.every(isAlone))
              .map(({ what, keys }) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    {keys.map((each) => (
                      <kbd key={written(each)}>{written(each)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
