import { heard, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useDesk } from '../store/desk.ts';

/** Says that the vault is locked and why, and leads to what opens it. */
export function LockedBanner({ reason }: { reason: string | null }) {
  const { view } = useDesk();
  return (
    <section className="banner" aria-label={say('Locked')}>
      <Icon name="lock" />
      <span>
        <b>{reason === null ? say('Locked.') : say('Locked:')}</b>{' '}
        {reason === null ? '' : `${heard(`${reason.replace(/\.$/, '')}.`)} `}
        <span className="locked-means">
          {say('Names and dates stay readable; keys do not, and checking waits.')}
        </span>
      </span>
      <Button look="primary" autoFocus onPress={() => view.over.set({ kind: 'unlock' })}>
        {say('Unlock…')}
      </Button>
    </section>
  );
}
