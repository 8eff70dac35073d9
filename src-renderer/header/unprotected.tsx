import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useDesk } from '../store/desk.ts';

/** Says plainly that the vault is not protected, by its ways in or by what its backups open by, and leads to what would. */
export function UnprotectedBadge() {
  const { view } = useDesk();
  return (
    <Button
      look="quiet"
      className="badge"
      aria-label={say('Vault not protected: why, and what to do')}
      onPress={() => view.over.set({ kind: 'protection', page: 'overview' })}
    >
      <Glyph shape="triangle" tone="warn" />
      {say('Vault not protected')}
    </Button>
  );
}

/** The same where the header has no room for it. */
export function UnprotectedBanner() {
  const { view } = useDesk();
  return (
    <section className="banner warn slim" aria-label={say('Protection')}>
      <Glyph shape="triangle" tone="warn" />
      <span>{say('This vault is not protected.')}</span>
      <Button size="small" onPress={() => view.over.set({ kind: 'protection', page: 'overview' })}>
        {say('Protect…')}
      </Button>
    </section>
  );
}
