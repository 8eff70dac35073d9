import type { Settings } from '../../src-shared/contract-schema.ts';
import { languageNames, languages, say } from '../../src-shared/say.ts';
import { useCoreState, useDesk, useHeld } from '../store/desk.ts';
import { ChoiceLine, FactLine, Group, TickLine } from './lines.tsx';
import { useSaving } from './saving.tsx';
import { StartService } from './start-service.tsx';

const themes: readonly { readonly value: Settings['theme']; readonly name: string }[] = [
  { value: 'system', name: say('As the system') },
  { value: 'light', name: say('Light') },
  { value: 'dark', name: say('Dark') },
];

const spoken: readonly {
  readonly value: Settings['language'];
  readonly name: string;
  readonly lang?: string;
}[] = [
  { value: 'system', name: say('As the system') },
  ...languages.map((value) => ({ value, name: languageNames[value], lang: value })),
];

/** How Keywatch looks and speaks here, and what it keeps from whoever looks on. */
export function ComputerSettings() {
  const { settings, set, setWindow } = useSaving();
  const { windowSettings } = useDesk();
  const { privacy, singleKeys } = useHeld(windowSettings);
  const canStart = useCoreState()?.capabilities.loginItem === true;
  return (
    <>
      <Group title={say('Look and language')}>
        <ChoiceLine
          of="theme"
          label={say('Theme')}
          value={settings.theme}
          options={themes}
          onChoose={(theme) => void set({ theme }, 'theme')}
        />
        <ChoiceLine
          of="language"
          label={say('Language')}
          hint={say('Another one reloads the window.')}
          value={settings.language}
          options={spoken}
          onChoose={(language) => void set({ language }, 'language')}
        />
        {!canStart && <StartService />}
        {canStart && (
          <TickLine
            of="startAtLogin"
            label={say('Start at login')}
            hint={say('It begins in the tray, and opens no window.')}
            isOn={settings.startAtLogin}
            onTick={(isOn) => void set({ startAtLogin: isOn }, 'startAtLogin')}
          />
        )}
      </Group>
      <Group title={say('Keyboard')}>
        <TickLine
          of="singleKeys"
          label={say('Keys pressed alone')}
          hint={say('/ begins a search, ? shows all shortcuts. Off for whoever speaks to the computer.')}
          isOn={singleKeys}
          always
          onTick={(isOn) => void setWindow({ singleKeys: isOn }, 'singleKeys')}
        />
      </Group>
      <Group title={say('When others look on')}>
        <TickLine
          of="privacy"
          label={say('Privacy mode')}
          hint={say('Profiles have numbers for names, and no mask, reference or address is shown.')}
          isOn={privacy}
          always
          onTick={(isOn) => void setWindow({ privacy: isOn }, 'privacy')}
        />
        <FactLine
          label={say('A copied key')}
          hint={say(
            'It leaves the clipboard after 30 s, if the clipboard still holds it. Where a browser lets nobody look, you are told that it stays.',
          )}
        />
        <FactLine
          label={say('A revealed key')}
          hint={say('It is hidden after 20 s, and when the window is left.')}
        />
      </Group>
    </>
  );
}
