import { Separator } from 'react-aria-components/Menu';
import type { CoreState, Settings } from '../../src-shared/contract-schema.ts';
import { MenuLine, MenuSection, SectionHeader } from '../parts/menu.tsx';

const budgets = [6, 12, 24, 48, 96] as const;

/** What slows or stops questions on schedule, and how many a day each key may cost. */
export function AskingSettings({
  settings,
  capabilities,
  set,
}: {
  settings: Settings;
  capabilities: CoreState['capabilities'];
  set(change: Partial<Settings>): void;
}) {
  const { probesPerDay, restWhenLocked, metered } = settings;
  const offered = [...new Set([...budgets, probesPerDay])].sort((left, right) => left - right);
  const ticked = [restWhenLocked ? 'restWhenLocked' : null, metered ? 'metered' : null];
  return (
    <>
      <Separator className="menu-rule" />
      <MenuSection
        selectionMode="multiple"
        selectedKeys={ticked.filter((key) => key !== null)}
        onSelectionChange={(keys) => {
          if (keys !== 'all')
            set({ restWhenLocked: keys.has('restWhenLocked'), metered: keys.has('metered') });
        }}
      >
        <SectionHeader>Check on demand only</SectionHeader>
        <MenuLine id="metered">On this metered connection</MenuLine>
        {capabilities.tray && <MenuLine id="restWhenLocked">While the screen is locked</MenuLine>}
      </MenuSection>
      <Separator className="menu-rule" />
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[String(probesPerDay)]}
        onSelectionChange={(keys) => {
          const times = offered.find((each) => keys !== 'all' && keys.has(String(each)));
          if (times !== undefined) set({ probesPerDay: times });
        }}
      >
        <SectionHeader>Questions a day for each key</SectionHeader>
        {offered.map((times) => (
          <MenuLine key={times} id={String(times)}>
            {`At most ${times}`}
          </MenuLine>
        ))}
      </MenuSection>
    </>
  );
}
