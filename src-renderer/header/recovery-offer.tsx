import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useCanChange, useDesk, useHeld } from '../store/desk.ts';

/** Once something is kept that could be lost: a recovery code is offered, until it is made or waved away for good. */
export function RecoveryOffer() {
  const { picture, windowSettings, view, act } = useDesk();
  const vault = useHeld(picture.state)?.vault;
  const profiles = useHeld(picture.profiles);
  const { recoveryOffered } = useHeld(windowSettings);
  const canChange = useCanChange();
  if (vault === undefined || vault.recovery || recoveryOffered || profiles.length === 0 || !canChange)
    return null;
  const later = async () => {
    const answer = await act((client) => client.settings.setWindow({ recoveryOffered: true }));
    if (answer !== null) windowSettings.set(answer.window);
  };
  return (
    <section className="banner offer" aria-label={say('Recovery code')}>
      <Icon name="key" />
      <span>
        <b>{say('There is no recovery code yet.')}</b>{' '}
        {say('It opens this vault should everything else fail. Print it once and put it away.')}
      </span>
      <span className="row">
        <Button size="small" look="quiet" onPress={() => void later()}>
          {say('Not now')}
        </Button>
        <Button size="small" onPress={() => view.over.set({ kind: 'protection', page: 'recovery' })}>
          {say('Make one…')}
        </Button>
      </span>
    </section>
  );
}
