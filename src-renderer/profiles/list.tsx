import { useCallback, useMemo, useState } from 'react';
import type { AttentionLine } from '../../src-shared/attention.ts';
import { say } from '../../src-shared/say.ts';
import { LaterPart, lazyPart } from '../parts/boundary.tsx';
import { Button } from '../parts/button.tsx';
import { FailedAside } from '../parts/failed.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { ProfileGrid } from './grid.tsx';
import { keepRows, listRows } from './rows.ts';
import type { Sort } from './sort.ts';
import { Tools } from './tools.tsx';

const BulkBar = lazyPart(() => import('./bulk-bar.tsx'));

const nothingFound = <NothingFound />;

/** Search, chips and the table below them. */
export function ProfileList({ attention }: { attention: readonly AttentionLine[] }) {
  const { picture, view, windowSettings, arrange } = useDesk();
  const profiles = useHeld(picture.profiles);
  const search = useHeld(view.search);
  const state = useHeld(view.state);
  const providers = useHeld(view.providers);
  const { sort, grouped } = useHeld(windowSettings);
  const open = useHeld(view.details);
  const picking = useHeld(view.picked) !== null;
  const [kept] = useState(keepRows);
  const needy = useMemo(
    () => new Set(attention.map(({ profile }) => profile).filter((id) => id !== null)),
    [attention],
  );
  const rows = useMemo(
    () => kept(listRows(profiles, { search, state, providers, sort, grouped }, needy)),
    [kept, profiles, search, state, providers, sort, grouped, needy],
  );
  const openDetails = useCallback((id: string) => view.details.set(id), [view]);
  const sortBy = useCallback((next: Sort | null) => arrange({ sort: next }), [arrange]);
  return (
    <>
      <Tools attention={needy} />
      <ProfileGrid
        rows={rows}
        open={open}
        onOpen={openDetails}
        sort={sort}
        onSort={sortBy}
        empty={nothingFound}
      />
      {picking && (
        <LaterPart renderFailed={(failure) => <FailedAside failure={failure} />}>
          <BulkBar shown={rows} />
        </LaterPart>
      )}
    </>
  );
}

function NothingFound() {
  const { view } = useDesk();
  const search = useHeld(view.search);
  const clear = () => {
    view.search.set('');
    view.state.set('all');
    view.providers.set(new Set());
  };
  return (
    <div className="nothing">
      <b>
        {search === ''
          ? say('No profile is in this state')
          : say('No profile matches “{search}”', { search })}
      </b>
      <span>
        {search === ''
          ? say('The chips above narrow the list.')
          : say('Names, providers, tags, masks and fingerprints were searched.')}
      </span>
      <Button size="small" onPress={clear}>
        {search === '' ? say('Show all') : say('Clear search')}
      </Button>
    </div>
  );
}
