import { useEffect, useState } from 'react';
import type { VaultSlot } from '../../src-shared/contract-vault.ts';
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
    if (removed !== null)
      onDone(removed.vault, `${slotName(slot)} removed. ${saidOfBackups(removed.backups)}`);
  };
  const problem = failure ?? looking.failure;

  return (
    <DialogPage
      title={`Remove ${theSlot(slot)}`}
      onBack={() => onDone()}
      onClose={onClose}
      says={
        <DialogSays
          failure={problem?.message ?? null}
          otherwise={former === null ? 'Looking at the backups' : 'Keys stay as they are'}
        />
      }
      acts={
        <>
          <Button size="large" onPress={() => onDone()}>
            Keep it
          </Button>
          <Button
            size="large"
            look="primary"
            isDisabled={former === null || asking}
            onPress={() => void remove()}
          >
            {asking ? 'Removing' : 'Remove'}
          </Button>
        </>
      }
    >
      <p className="soft">{consequence(slot)}</p>
      {former !== null && (
        <FormerBackups
          count={former}
          purge={purge}
          onPurge={setPurge}
          because={`still opened by ${theSlot(slot)}`}
        />
      )}
    </DialogPage>
  );
}

function consequence(slot: VaultSlot): string {
  if (slot.recovery) return 'The printed code opens the vault no more: throw the sheet away.';
  const what = theSlot(slot);
  return `The vault opens by ${what} no more; every other way in stays. Should somebody else have used it: change the key of the vault too.`;
}

/** What became of the backups that it still opens, as a sentence. */
function saidOfBackups({ opened, deleted }: { opened: number; deleted: number }): string {
  if (opened === 0) return 'No backup is opened by it.';
  if (deleted === opened) return `${counted(deleted)} deleted with it.`;
  return `${counted(opened - deleted)} it still opens ${opened - deleted === 1 ? 'was' : 'were'} kept.`;
}

function counted(count: number): string {
  return count === 1 ? '1 backup' : `${count} backups`;
}
