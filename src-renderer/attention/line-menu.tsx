import type { Alert } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { Menu, MenuLine, MenuTrigger } from '../parts/menu.tsx';
import { useDesk } from '../store/desk.ts';

const dayMs = 86_400_000;

/** What else can be done with a line: let it rest, or take it as read. */
export default function LineMenu({ alert, snoozed, name }: { alert: Alert; snoozed: boolean; name: string }) {
  const { act } = useDesk();
  const snooze = (until: number | null) => act((client) => client.alerts.snooze({ id: alert.id, until }));
  const acts: Readonly<Record<string, () => unknown>> = {
    day: () => snooze(Date.now() + dayMs),
    week: () => snooze(Date.now() + 7 * dayMs),
    wake: () => snooze(null),
    dismiss: () => act((client) => client.alerts.dismiss({ id: alert.id })),
  };
  return (
    <MenuTrigger>
      <Button
        look="quiet"
        size="small"
        icon
        className="on-hover"
        aria-label={say('More for {name}', { name })}
      >
        <Icon name="more" />
      </Button>
      <Menu label={say('More for {name}', { name })} onAction={(key) => acts[key]?.()}>
        {snoozed ? (
          <MenuLine id="wake">{say('End the snooze')}</MenuLine>
        ) : (
          <>
            <MenuLine id="day">{say('Snooze for a day')}</MenuLine>
            <MenuLine id="week">{say('Snooze for a week')}</MenuLine>
          </>
        )}
        <MenuLine id="dismiss">{say('Dismiss the notice')}</MenuLine>
      </Menu>
    </MenuTrigger>
  );
}
