import { memo, useMemo } from 'react';
import { say } from '../../src-shared/say.ts';
import { LaterPart, lazyPart } from '../parts/boundary.tsx';
import { Button } from '../parts/button.tsx';
import { FailedAside } from '../parts/failed.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import type { StateFilter } from '../store/view.ts';
import { keepsState } from './rows.ts';

const ListMenus = lazyPart(() => import('./list-menus.tsx'));

const chips: readonly { readonly id: StateFilter; readonly name: string }[] = [
  { id: 'all', name: say('All') },
  { id: 'attention', name: say('Attention') },
  { id: 'healthy', name: say('Healthy') },
  { id: 'cooldown', name: say('Cooldown') },
  { id: 'disabled', name: say('Disabled') },
  { id: 'unknown', name: say('Unknown') },
];

/** Search and the chips that narrow the list; a chip that would keep nothing is not there. */
export const Tools = memo(function Tools({ attention }: { attention: ReadonlySet<string> }) {
  const { picture, view } = useDesk();
  const profiles = useHeld(picture.profiles);
  const chosen = useHeld(view.state);
  const counted = useMemo(
    () =>
      chips
        .map((chip) => ({
          ...chip,
          count: profiles.filter((one) => keepsState(one, chip.id, attention)).length,
        }))
        .filter(({ id, count }) => count > 0 || id === 'all' || id === chosen),
    [profiles, attention, chosen],
  );
  return (
    <div className="tools">
      <Search />
      <div className="chips" role="group" aria-label={say('Show')}>
        {counted.map(({ id, name, count }) => (
          <button
            key={id}
            type="button"
            className="chip"
            aria-pressed={id === chosen}
            onClick={() => view.state.set(id)}
          >
            {name} <span className="n">{count}</span>
          </button>
        ))}
      </div>
      <LaterPart waiting={columns} renderFailed={(failure) => <FailedAside failure={failure} />}>
        <ListMenus states={counted} />
      </LaterPart>
    </div>
  );
});

/** A part of its own, so that a keystroke draws nothing else before it is seen. */
function Search() {
  const { view, windowSettings } = useDesk();
  const { singleKeys } = useHeld(windowSettings);
  const search = useHeld(view.search);
  return (
    <label className="search">
      <Icon name="search" />
      <span className="sr">{say('Search name, provider, tag, mask or fingerprint')}</span>
      <input
        type="search"
        placeholder={say('Search')}
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={(event) => view.search.set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && search !== '') {
            event.preventDefault();
            view.search.set('');
          }
        }}
      />
      {singleKeys && <kbd aria-hidden="true">/</kbd>}
    </label>
  );
}

const columns = (
  <Button
    look="quiet"
    size="small"
    icon
    className="column-menu"
    aria-label={say('Columns and grouping')}
    isDisabled
  >
    <Icon name="columns" />
  </Button>
);
