import { Separator } from 'react-aria-components/Menu';
import { say } from '../../src-shared/say.ts';
import { lockKeys } from '../locked/use-lock.ts';
import { shortcuts, written } from '../palette/keys.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { Menu, MenuLine, MenuSection, MenuTrigger, Submenu } from '../parts/menu.tsx';
import { useCanChange, useDesk, useHeld } from '../store/desk.ts';
import type { Open } from '../store/view.ts';
import { usePause } from './use-pause.ts';

/** What lies one press away, and is no act on a profile. */
const rooms: readonly {
  readonly id: string;
  readonly name: string;
  readonly open: Open;
  readonly keys?: string;
}[] = [
  {
    id: 'commands',
    name: say('Commands…'),
    open: { kind: 'commands' },
    keys: written(shortcuts.commands),
  },
  { id: 'discover', name: say('Discover…'), open: { kind: 'discover' } },
  { id: 'calendar', name: say('Calendar…'), open: { kind: 'calendar' } },
  { id: 'gateways', name: say('Gateways…'), open: { kind: 'gateways', first: null } },
  { id: 'relay', name: say('Relay…'), open: { kind: 'relay' } },
];
const help: typeof rooms = [
  { id: 'doctor', name: say('What is wrong…'), open: { kind: 'doctor' } },
  { id: 'accesses', name: say('Access log…'), open: { kind: 'accesses' } },
  { id: 'explain', name: say('Explain an error…'), open: { kind: 'explain', about: null } },
];

/** The menu behind the gear: the settings, the lock, a pause, and the rooms beside the list. */
export default function Preferences() {
  const { picture, view, act } = useDesk();
  const settings = useHeld(picture.settings);
  const locked = useHeld(picture.state)?.vault.state === 'locked';
  const canChange = useCanChange();
  const { paused, ways, resume } = usePause();
  const acts: Readonly<Record<string, () => unknown>> = {
    resume,
    settings: () => view.over.set({ kind: 'settings', page: 'checking' }),
    lock: () => act((client) => client.vault.lock({})),
    unlock: () => view.over.set({ kind: 'unlock' }),
  };
  const choose = (key: string) => {
    const room = [...rooms, ...help].find(({ id }) => id === key);
    if (room === undefined) acts[key]?.();
    else view.over.set(room.open);
  };
  return (
    <MenuTrigger>
      <Button
        look="quiet"
        icon
        className="settings"
        aria-label={say('Settings')}
        isDisabled={settings === null}
      >
        <Icon name="gear" />
      </Button>
      <Menu label={say('Settings')} onAction={choose}>
        <MenuSection aria-label={say('Settings')}>
          <MenuLine id="settings">{say('Settings…')}</MenuLine>
          {locked ? (
            <MenuLine id="unlock">{say('Unlock…')}</MenuLine>
          ) : (
            <MenuLine id="lock" isDisabled={!canChange} keys={lockKeys}>
              {say('Lock now')}
            </MenuLine>
          )}
          {paused ? (
            <MenuLine id="resume">{say('Resume checking')}</MenuLine>
          ) : (
            <Submenu
              label={say('Pause checking')}
              onAction={(key) => ways.find(({ id }) => id === key)?.begin()}
            >
              {ways.map(({ id, name }) => (
                <MenuLine key={id} id={id}>
                  {name}
                </MenuLine>
              ))}
            </Submenu>
          )}
        </MenuSection>
        <Separator className="menu-rule" />
        <MenuSection aria-label={say('Look around')}>
          {rooms.map(({ id, name, keys }) => (
            <MenuLine key={id} id={id} {...(keys !== undefined && { keys })}>
              {name}
            </MenuLine>
          ))}
        </MenuSection>
        <Separator className="menu-rule" />
        <MenuSection aria-label={say('Help')}>
          {help.map(({ id, name }) => (
            <MenuLine key={id} id={id}>
              {name}
            </MenuLine>
          ))}
        </MenuSection>
      </Menu>
    </MenuTrigger>
  );
}
