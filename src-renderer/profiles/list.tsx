import { useDeferredValue, useMemo, useRef } from 'react';
import { useDesk, useHeld } from '../store/desk.ts';
import { listRows, type Row } from './rows.ts';
import { ProfileGrid } from './grid.tsx';
import { Tools } from './tools.tsx';

const inOrder = { column: 'provider', descending: false } as const;

/** Search, chips and the table below them. */
export function ProfileList() {
  const { picture, view, windowSettings, act } = useDesk();
  const profiles = useHeld(picture.profiles);
  const search = useDeferredValue(useHeld(view.search));
  const state = useHeld(view.state);
  const providers = useHeld(view.providers);
  const { sort, grouped } = useHeld(windowSettings);
  const open = useHeld(view.details);
  const before = useRef<readonly Row[]>([]);
  const attention = useMemo(() => new Set<string>(), []);
  const rows = useMemo(
    () => listRows(profiles, { search, state, providers, sort, grouped }, attention, before.current),
    [profiles, search, state, providers, sort, grouped, attention],
  );
  before.current = rows;
  return (
    <main className="list">
      <div />
      <Tools />
      <ProfileGrid
        rows={rows}
        open={open}
        onOpen={(id) => view.details.set(id)}
        sort={sort ?? inOrder}
        onSort={(next) => {
          windowSettings.set({ ...windowSettings.get(), sort: next });
          void act((client) => client.settings.setWindow({ sort: next }));
        }}
        empty={<p className="nothing">No profile</p>}
      />
    </main>
  );
}
