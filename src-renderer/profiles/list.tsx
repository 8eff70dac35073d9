import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { AttentionLine } from '../../src-shared/attention.ts';
import { Button } from '../parts/button.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { ProfileGrid } from './grid.tsx';
import { keepRows, listRows } from './rows.ts';
import { Tools } from './tools.tsx';

/** Search, chips and the table below them. */
export function ProfileList({ attention }: { attention: readonly AttentionLine[] }) {
  const { picture, view, windowSettings, act } = useDesk();
  const profiles = useHeld(picture.profiles);
  const search = useDeferredValue(useHeld(view.search));
  const state = useHeld(view.state);
  const providers = useHeld(view.providers);
  const { sort, grouped } = useHeld(windowSettings);
  const open = useHeld(view.details);
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
  return (
    <>
      <Tools attention={needy} />
      <ProfileGrid
        rows={rows}
        open={open}
        onOpen={openDetails}
        sort={sort}
        onSort={(next) => {
          windowSettings.set({ ...windowSettings.get(), sort: next });
          void act((client) => client.settings.setWindow({ sort: next }));
        }}
        empty={<NothingFound search={search} />}
      />
    </>
  );
}

function NothingFound({ search }: { search: string }) {
  const { view } = useDesk();
  const clear = () => {
    view.search.set('');
    view.state.set('all');
    view.providers.set(new Set());
  };
  return (
    <div className="nothing">
      <b>{search === '' ? 'No profile is in this state' : `No profile matches “${search}”`}</b>
      <span>
        {search === ''
          ? 'The chips above narrow the list.'
          : 'Names, providers, tags, masks and fingerprints were searched.'}
      </span>
      <Button size="small" onPress={clear}>
        {search === '' ? 'Show all' : 'Clear search'}
      </Button>
    </div>
  );
}
