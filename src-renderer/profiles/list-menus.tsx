import { Separator } from 'react-aria-components/Menu';
import { say } from '../../src-shared/say.ts';
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
  const name = states.find(({ id }) => id === chosen)?.name ?? say('All');
  return (
    <MenuTrigger>
      <Button className="state-menu" aria-label={say('Show: {label}', { label: name })}>
        {name} <Icon name="down" small />
      </Button>
      <Menu
        label={say('Show')}
        onAction={(key) => view.state.set(states.find(({ id }) => id === key)?.id ?? 'all')}
      >
        {states.map((state) => (
          <MenuLine key={state.id} id={state.id}>
            {say('{name} {count}', { name: state.name, count: state.count })}
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
  const name =
    chosen.size === 0 || only === undefined
      ? say('Provider')
      : chosen.size === 1
        ? only
        : say('{count} providers', { count: chosen.size });
  return (
    <MenuTrigger>
      <Button
        look="quiet"
        className="chip provider-menu"
        aria-label={chosen.size === 0 ? say('Provider: every') : say('Provider: {chosen}', { chosen: name })}
      >
        {name} <Icon name="down" small />
      </Button>
      <Menu
        label={say('Providers to show')}
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
          <SectionHeader>{say('Show')}</SectionHeader>
          {all.map((provider) => (
            <MenuLine key={provider} id={provider}>
              {provider}
            </MenuLine>
          ))}
        </MenuSection>
        {chosen.size > 0 && (
          <>
            <Separator className="menu-rule" />
            <MenuLine id=" all">{say('Every provider')}</MenuLine>
          </>
        )}
      </Menu>
    </MenuTrigger>
  );
}

function ColumnMenu() {
  const { windowSettings, arrange, view } = useDesk();
  const { hidden, grouped, columns } = useHeld(windowSettings);
  const acts: Readonly<Record<string, () => void>> = {
    ' pick': () => view.picked.set(view.picked.get() ?? new Set()),
    ' widths': () => arrange({ columns: {} }),
  };
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" icon className="column-menu" aria-label={say('Columns and grouping')}>
        <Icon name="columns" />
      </Button>
      <Menu label={say('Columns and grouping')} onAction={(key) => acts[key]?.()}>
        <MenuSection
          selectionMode="multiple"
          selectedKeys={grouped ? ['grouped'] : []}
          onSelectionChange={(keys) => arrange({ grouped: keys !== 'all' && keys.has('grouped') })}
        >
          <SectionHeader>{say('List')}</SectionHeader>
          <MenuLine id="grouped">{say('Group by provider')}</MenuLine>
        </MenuSection>
        <MenuLine id=" pick">{say('Select several…')}</MenuLine>
        <Separator className="menu-rule" />
        <MenuSection
          selectionMode="multiple"
          selectedKeys={optionalColumns.map(({ id }) => id).filter((id) => !hidden.includes(id))}
          onSelectionChange={(keys) => {
            if (keys === 'all') return;
            arrange({ hidden: optionalColumns.map(({ id }) => String(id)).filter((id) => !keys.has(id)) });
          }}
        >
          <SectionHeader>{say('Columns, where there is room')}</SectionHeader>
          {optionalColumns.map(({ id, label }) => (
            <MenuLine key={id} id={id}>
              {label}
            </MenuLine>
          ))}
        </MenuSection>
        {Object.keys(columns).length > 0 && <MenuLine id=" widths">{say('Usual widths')}</MenuLine>}
      </Menu>
    </MenuTrigger>
  );
}
