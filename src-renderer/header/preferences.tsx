import { Separator } from 'react-aria-components/Menu';
import type { Settings } from '../../src-shared/contract-schema.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { Menu, MenuLine, MenuSection, MenuTrigger, SectionHeader } from '../parts/menu.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange, useDesk, useHeld } from '../store/desk.ts';
import { lockKeys } from '../locked/use-lock.ts';
import type { Open } from '../store/view.ts';
import { AskingSettings } from './asking-settings.tsx';

const themes: readonly { readonly id: Settings['theme']; readonly name: string }[] = [
  { id: 'system', name: 'As the system' },
  { id: 'light', name: 'Light' },
  { id: 'dark', name: 'Dark' },
];

/** The dialogs of the vault, as the menu names them. */
const dialogs: Readonly<Record<string, Open>> = {
  unlock: { kind: 'unlock' },
  protection: { kind: 'protection', page: 'overview' },
  backups: { kind: 'backups' },
  export: { kind: 'export' },
  import: { kind: 'import' },
  gateways: { kind: 'gateways' },
  accesses: { kind: 'accesses' },
  explain: { kind: 'explain', about: null },
};

const hourMs = 3_600_000;

/** Eight in the morning of the next day, epoch ms. */
function tomorrowMorning(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, 8).getTime();
}

/** What a person sets for the whole of Keywatch: a pause, the theme, notices, start at login. */
export default function Preferences() {
  const { picture, view, act } = useDesk();
  const isOpen = useHeld(view.settings);
  const settings = useHeld(picture.settings);
  const state = useHeld(picture.state);
  const canChange = useCanChange();
  const now = useNow('ages');
  const paused = state !== null && (state.pausedIndefinitely || (state.pausedUntil ?? 0) > now);

  const set = (change: Partial<Settings>) => act((client) => client.settings.set(change));
  const pause = (until: number | null) => act((client) => client.probes.pause({ until }));
  const acts: Readonly<Record<string, () => unknown>> = {
    resume: () => act((client) => client.probes.resume({})),
    hour: () => pause(Date.now() + hourMs),
    tomorrow: () => pause(tomorrowMorning(Date.now())),
    until: () => pause(null),
    lock: () => act((client) => client.vault.lock({})),
  };
  const choose = (key: string) => {
    const dialog = dialogs[key];
    if (dialog !== undefined) view.over.set(dialog);
    else acts[key]?.();
  };
  const locked = state?.vault.state === 'locked';

  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={view.settings.set}>
      <Button look="quiet" icon className="settings" aria-label="Settings" isDisabled={settings === null}>
        <Icon name="gear" />
      </Button>
      <Menu label="Settings" onAction={choose}>
        <MenuSection>
          <SectionHeader>Vault</SectionHeader>
          {locked ? (
            <MenuLine id="unlock">Unlock…</MenuLine>
          ) : (
            <MenuLine id="lock" isDisabled={!canChange} keys={lockKeys}>
              Lock now
            </MenuLine>
          )}
          <MenuLine id="protection">Protection…</MenuLine>
          <MenuLine id="backups">Backups…</MenuLine>
          <MenuLine id="import" isDisabled={!canChange}>
            Import…
          </MenuLine>
          <MenuLine id="export" isDisabled={!canChange}>
            Export…
          </MenuLine>
          <MenuLine id="gateways">Gateways…</MenuLine>
          <MenuLine id="accesses">Access log…</MenuLine>
        </MenuSection>
        <Separator className="menu-rule" />
        <MenuSection>
          <SectionHeader>
            {state?.onBattery === true ? 'Checking, half as often on battery' : 'Checking'}
          </SectionHeader>
          {paused ? (
            <MenuLine id="resume">Resume checking</MenuLine>
          ) : (
            <>
              <MenuLine id="hour">Pause for one hour</MenuLine>
              <MenuLine id="tomorrow">{`Pause until ${nearMoment(tomorrowMorning(now), now)}`}</MenuLine>
              <MenuLine id="until">Pause until resumed</MenuLine>
            </>
          )}
        </MenuSection>
        {settings !== null && state !== null && (
          <AskingSettings
            settings={settings}
            capabilities={state.capabilities}
            set={(change) => {
              if (canChange) void set(change);
            }}
          />
        )}
        <Separator className="menu-rule" />
        <MenuSection
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[settings?.theme ?? 'system']}
          onSelectionChange={(keys) => {
            const theme = themes.find(({ id }) => keys !== 'all' && keys.has(id))?.id;
            if (theme !== undefined && canChange) void set({ theme });
          }}
        >
          <SectionHeader>Theme</SectionHeader>
          {themes.map(({ id, name }) => (
            <MenuLine key={id} id={id}>
              {name}
            </MenuLine>
          ))}
        </MenuSection>
        {state?.capabilities.notifications === true && settings !== null && (
          <>
            <Separator className="menu-rule" />
            <MenuSection
              selectionMode="multiple"
              selectedKeys={ticked(settings)}
              onSelectionChange={(keys) => {
                if (keys === 'all') return;
                void set({
                  notifications: keys.has('notifications'),
                  startAtLogin: keys.has('startAtLogin'),
                });
              }}
            >
              <SectionHeader>This computer</SectionHeader>
              <MenuLine id="notifications">Show notices</MenuLine>
              {state.capabilities.loginItem && <MenuLine id="startAtLogin">Start at login</MenuLine>}
            </MenuSection>
          </>
        )}
        <Separator className="menu-rule" />
        <MenuSection>
          <SectionHeader>Help</SectionHeader>
          <MenuLine id="explain">Explain an error…</MenuLine>
        </MenuSection>
      </Menu>
    </MenuTrigger>
  );
}

function ticked({ notifications, startAtLogin }: Settings): string[] {
  return [notifications ? 'notifications' : null, startAtLogin ? 'startAtLogin' : null].filter(
    (key) => key !== null,
  );
}
