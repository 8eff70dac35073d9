import type { ComponentType } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogFrame, DialogPage } from '../parts/dialog.tsx';
import { Icon } from '../parts/glyph.tsx';
import { Leads } from '../parts/leads.tsx';
import { useCoreState, useDesk, useHeld } from '../store/desk.ts';
import type { SettingsPage } from '../store/view.ts';
import { AboutSettings } from './about.tsx';
import { CheckingSettings } from './checking.tsx';
import { ComputerSettings } from './computer.tsx';
import { GatewaySettings } from './gateways.tsx';
import { Came } from './lines.tsx';
import { NetworkSettings } from './network.tsx';
import { NoticeSettings } from './notices.tsx';
import { SavingSettings, useSaving } from './saving.tsx';
import { UpdateSettings } from './updates.tsx';
import { VaultSettings } from './vault.tsx';

const sections: readonly {
  readonly id: SettingsPage;
  readonly name: string;
  readonly Section: ComponentType;
}[] = [
  { id: 'checking', name: say('Checks'), Section: CheckingSettings },
  { id: 'notices', name: say('Notices'), Section: NoticeSettings },
  { id: 'vault', name: say('Vault'), Section: VaultSettings },
  { id: 'computer', name: say('This computer'), Section: ComputerSettings },
  { id: 'network', name: say('Network'), Section: NetworkSettings },
  { id: 'gateways', name: say('Gateways'), Section: GatewaySettings },
  { id: 'updates', name: say('Updates'), Section: UpdateSettings },
  { id: 'about', name: say('About'), Section: AboutSettings },
];

/** Everything a person can set, in sections; each change is kept as it is made. */
export default function SettingsDialog({ page }: { page: SettingsPage }) {
  const { view, picture } = useDesk();
  const settings = useHeld(picture.settings);
  const close = () => view.over.set(null);
  if (settings === null) return null;
  return (
    <SavingSettings settings={settings}>
      <DialogFrame onClose={close}>
        <DialogPage
          title={say('Settings')}
          onClose={close}
          says={<Came />}
          acts={
            <Button size="large" onPress={close}>
              {say('Close')}
            </Button>
          }
        >
          <Tabs
            className="sections"
            orientation="vertical"
            selectedKey={page}
            onSelectionChange={(key) => {
              const chosen = sections.find(({ id }) => id === key);
              // What leads out of here leads back to this section.
              if (chosen !== undefined) view.over.set({ kind: 'settings', page: chosen.id });
            }}
          >
            <TabList className="section-list" aria-label={say('Sections')}>
              {sections.map(({ id, name }) => (
                <Tab key={id} id={id} className="section-tab">
                  {name}
                </Tab>
              ))}
            </TabList>
            {sections.map(({ id, name, Section }) => (
              <TabPanel key={id} id={id} className="section">
                <h3>{name}</h3>
                <WhyNot />
                <Section />
              </TabPanel>
            ))}
          </Tabs>
        </DialogPage>
      </DialogFrame>
    </SavingSettings>
  );
}

/** Why nothing can be changed, and the way out where there is one. */
function WhyNot() {
  const { whyNot } = useSaving();
  const locked = useCoreState()?.vault.state === 'locked';
  if (whyNot === null) return null;
  return (
    <p className="why-not">
      <Icon name={locked ? 'lock' : 'offline'} />
      <span>{whyNot}</span>
      {locked && (
        <Leads size="small" to={{ kind: 'unlock' }}>
          {say('Unlock…')}
        </Leads>
      )}
    </p>
  );
}
