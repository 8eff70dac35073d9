import { useEffect, useState } from 'react';
import type { VaultSlot } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { useAsk } from '../store/use-ask.ts';
import { FormerBackups } from './former-backups.tsx';
import type { PageProps } from './protection-dialog.tsx';
import { slotName, theSlot } from './slot-words.ts';

/** Takes a way in away, and asks about the backups that it still opens. */
export function RemoveSlot({ slot, onDone, onClose }: PageProps & { slot: VaultSlot }) {
  const [former, setFormer] = useState<number | null>(null);
  const [purge, setPurge] = useState(false);
  const looking = useAsk();
  const { ask, asking, failure } = useAsk();
  const { ask: look } = looking;
  useEffect(() => {
    const foresee = async () => {
      const dry = await look((client) =>
        client.vault.protect({ act: 'remove', slot: slot.id, dryRun: true }),
      );
      if (dry !== null) setFormer(dry.backups.opened);
    };
    void foresee();
  }, [look, slot.id]);

  const remove = async () => {
    const removed = await ask((client) =>
      client.vault.protect({ act: 'remove', slot: slot.id, purgeBackups: purge }),
    );
    if (removed !== null) onDone(removed.vault, saidOf(slotName(slot), removed.backups));
  };
  const problem = failure ?? looking.failure;

  return (
    <DialogPage
      title={say('Remove {slot}', { slot: theSlot(slot) })}
      onBack={() => onDone()}
      onClose={onClose}
      says={
        <DialogSays
          failure={problem?.message ?? null}
          otherwise={former === null ? say('Looking at the backups') : say('Keys stay as they are')}
        />
      }
      acts={
        <>
          <Button size="large" onPress={() => onDone()}>
            {say('Keep it')}
          </Button>
          <Button
            size="large"
            look="primary"
            isDisabled={former === null || asking}
            onPress={() => void remove()}
          >
            {asking ? say('Removing') : say('Remove')}
          </Button>
        </>
      }
    >
      <p className="soft">{consequence(slot)}</p>
      {former !== null && (
        <FormerBackups count={former} purge={purge} onPurge={setPurge} openedBy={theSlot(slot)} />
      )}
    </DialogPage>
  );
}

function consequence(slot: VaultSlot): string {
  if (slot.recovery) return say('The printed code opens the vault no more: throw the sheet away.');
  return say(
    'The vault opens by {slot} no more; every other way in stays. Should somebody else have used it: change the key of the vault too.',
    { slot: theSlot(slot) },
  );
}

/** What was done, and what became of the backups that it still opens. */
function saidOf(name: string, { opened, deleted }: { opened: number; deleted: number }): string {
  if (opened === 0) return say('{name} removed. No backup is opened by it.', { name });
  return deleted === opened
    ? say('{name} removed. {count, plural, one {# backup} other {# backups}} deleted with it.', {
        name,
        count: deleted,
      })
    : say(
        '{name} removed. {count, plural, one {# backup it still opens was kept.} other {# backups it still opens were kept.}}',
        { name, count: opened - deleted },
      );
}
