import { Icon } from '../parts/glyph.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
export function Tools() {
  const { view } = useDesk();
  const search = useHeld(view.search);
  return (
    <div className="tools">
      <label className="search">
        <Icon name="search" />
        <span className="sr">Search name, provider, tag, mask or fingerprint</span>
        <input type="search" placeholder="Search" value={search} onChange={(e) => view.search.set(e.target.value)} />
        <kbd>/</kbd>
      </label>
    </div>
  );
}
