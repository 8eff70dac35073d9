import { listedWithAnd } from '../../src-shared/list.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { ownerName } from '../parts/labels.ts';
import { useCanChange, useDesk } from '../store/desk.ts';
import type { Dates } from './ends.ts';

/** What no day shows: profiles without a date, to be given one, and logins that are renewed by themselves. */
export function Undated({ undated, renewed }: Pick<Dates, 'undated' | 'renewed'>) {
  const { view } = useDesk();
  const canChange = useCanChange();
  if (undated.length + renewed.length === 0) return null;
  const owners = [...new Set(renewed.map(({ expiry }) => ownerName(expiry.renewedBy ?? '')))];
  return (
    <footer role="none">
      {undated.length > 0 && (
        <details>
          <summary>
            {say('{count, plural, one {# profile has no date.} other {# profiles have no date.}}', {
              count: undated.length,
            })}
          </summary>
          <ul>
            {undated.map(({ id, name }) => (
              <li key={id}>
                <span className="cut" title={name}>
                  {name}
                </span>
                <Button
                  look="link"
                  isDisabled={!canChange}
                  aria-label={say('Set a date for {name}', { name })}
                  onPress={() => view.over.set({ kind: 'edit', id })}
                >
                  {say('Set a date…')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {renewed.length > 0 && (
        <p>
          {say(
            '{count, plural, one {# login is renewed by {owners}.} other {# logins are renewed by {owners}.}}',
            {
              count: renewed.length,
              owners: listedWithAnd(owners),
            },
          )}
        </p>
      )}
    </footer>
  );
}
