import { Separator } from 'react-aria-components/Menu';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { Menu, MenuLine, MenuSection, MenuTrigger, SectionHeader } from '../parts/menu.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import type { StateFilter } from '../store/view.ts';
import { optionalColumns } from './columns.ts';

/** The menus beside the chips: which providers, which columns, grouped or not; and the states where chips have no room. */
export default function ListMenus({
  states,
}: {
  states: readonly { readonly id: StateFilter; readonly name: string; readonly count: number }[];
}) {
  return (
    <>
      <StateMenu states={states} />
      <ProviderMenu />
      <ColumnMenu />
    </>
  );
}

function StateMenu({
  states,
}: {
  states: readonly { readonly id: StateFilter; readonly name: string; readonly count: number }[];
}) {
  const { view } = useDesk();
  const chosen = useHeld(view.state);
  const name = states.find(({ id }) => id === chosen)?.name ?? 'All';
  return (
    <MenuTrigger>
      <Button className="state-menu" aria-label={`Show: ${name}`}>
        {name} <Icon name="down" small />
      </Button>
      <Menu label="Show" onAction={(key) => view.state.set(states.find(({ id }) => id === key)?.id ?? 'all')}>
        {states.map((state) => (
          <MenuLine key={state.id} id={state.id}>
            {`${state.name} ${state.count}`}
          </MenuLine>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

function ProviderMenu() {
  const { picture, view } = useDesk();
  const profiles = useHeld(picture.profiles);
  const chosen = useHeld(view.providers);
  const all = [...new Set(profiles.map(({ provider }) => provider))].sort();
  if (all.length < 2) return null;
  const [only] = chosen;
  const name = chosen.size === 0 ? 'Provider' : chosen.size === 1 ? only : `${chosen.size} providers`;
  return (
    <MenuTrigger>
      <Button
        look="quiet"
        className="chip provider-menu"
        aria-label={`Provider: ${chosen.size === 0 ? 'every' : name}`}
      >
        {name} <Icon name="down" small />
      </Button>
      <Menu
        label="Providers to show"
        onAction={(key) => {
          if (key === ' all') view.providers.set(new Set());
        }}
      >
        <MenuSection
          selectionMode="multiple"
          selectedKeys={[...chosen]}
          onSelectionChange={(keys) => {
            if (keys !== 'all') view.providers.set(new Set([...keys].map(String)));
          }}
        >
          <SectionHeader>Show</SectionHeader>
          {all.map((provider) => (
            <MenuLine key={provider} id={provider}>
              {provider}
            </MenuLine>
          ))}
        </MenuSection>
        {chosen.size > 0 && (
          <>
            <Separator className="menu-rule" />
            <MenuLine id=" all">Every provider</MenuLine>
          </>
        )}
      </Menu>
    </MenuTrigger>
  );
}

function ColumnMenu() {
  const { windowSettings, act } = useDesk();
  const { hidden, grouped } = useHeld(windowSettings);
  const change = (next: { hidden?: string[]; grouped?: boolean }) => {
    windowSettings.set({ ...windowSettings.get(), ...next });
    void act((client) => client.settings.setWindow(next));
  };
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" icon className="column-menu" aria-label="Columns and grouping">
        <Icon name="columns" />
      </Button>
      <Menu label="Columns and grouping">
        <MenuSection
          selectionMode="multiple"
          selectedKeys={grouped ? ['grouped'] : []}
          onSelectionChange={(keys) => change({ grouped: keys !== 'all' && keys.has('grouped') })}
        >
          <SectionHeader>List</SectionHeader>
          <MenuLine id="grouped">Group by provider</MenuLine>
        </MenuSection>
        <Separator className="menu-rule" />
        <MenuSection
          selectionMode="multiple"
          selectedKeys={optionalColumns.map(({ id }) => id).filter((id) => !hidden.includes(id))}
          onSelectionChange={(keys) => {
            if (keys === 'all') return;
            change({ hidden: optionalColumns.map(({ id }) => String(id)).filter((id) => !keys.has(id)) });
          }}
        >
          <SectionHeader>Columns, where there is room</SectionHeader>
          {optionalColumns.map(({ id, label }) => (
            <MenuLine key={id} id={id}>
              {label}
            </MenuLine>
          ))}
        </MenuSection>
      </Menu>
    </MenuTrigger>
  );
}
