import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { Leads } from '../parts/leads.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { CommandLine } from './command-line.tsx';
import { notedOf } from './plan-words.ts';

/** What was done to a gateway, and what is left to do. */
export function ChangedPage({ plan, onClose }: { plan: GatewayPlan; onClose(): void }) {
  const { act, name, profiles } = plan;
  const count = profiles.filter(({ state }) => state === act).length;
  const [reload] = notedOf(plan, 'reload');
  const copies = notedOf(plan, 'copy');
  const isLink = act === 'link';
  const startsAtLogin = useHeld(useDesk().picture.settings)?.startAtLogin === true;
  return (
    <DialogPage
      title={isLink ? say('{name} is linked', { name }) : say('{name} is unlinked', { name })}
      onClose={onClose}
      says={
        <span>
          {isLink ? say('Unlink puts back what stood there') : say('The keys stay in the vault too')}
        </span>
      }
      acts={
        <Button size="large" look="primary" onPress={onClose}>
          {say('Done')}
        </Button>
      }
    >
      <p className="said" role="status">
        <Glyph shape="check" tone="good" />
        <span>
          {isLink
            ? say('{name} fetches {count, plural, one {# key} other {# keys}} from Keywatch.', {
                name,
                count,
              })
            : say('{name} keeps {count, plural, one {# key} other {# keys}} itself again.', { name, count })}
        </span>
      </p>
      <section className="part" aria-label={say('What to do next')}>
        <h3>{say('What to do next')}</h3>
        <ul className="next-steps">
          {reload !== undefined && (
            <li>
              <p>{say('Start {name} again, or have it take the change up while it runs:', { name })}</p>
              <CommandLine command={reload} />
            </li>
          )}
          {copies.map((path) => (
            <li key={path}>
              <p>{say('Take the key out of this file: it still stands there in clear.')}</p>
              <p className="mono path">{path}</p>
            </li>
          ))}
          {isLink && !startsAtLogin && (
            <li>
              <p>
                {say(
                  'Have Keywatch start at login. While it does not run, {name} waits for its keys until the vault is opened, and goes without them where a passphrase opens it.',
                  { name },
                )}
              </p>
              <Leads to={{ kind: 'settings', page: 'computer' }}>{say('Start at login…')}</Leads>
            </li>
          )}
        </ul>
      </section>
    </DialogPage>
  );
}
