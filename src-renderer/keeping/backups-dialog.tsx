import { useCallback, useEffect, useState } from 'react';
import type { Backup } from '../../src-shared/contract-keeping.ts';
import { DialogFrame } from '../parts/dialog.tsx';
import { useDesk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { BackupList } from './backup-list.tsx';
import { RestoreBackup } from './restore-backup.tsx';

/** The vaults before this one, and the way back to one of them. */
export default function BackupsDialog() {
  const { view } = useDesk();
  const { ask, failure } = useAsk();
  const [backups, setBackups] = useState<readonly Backup[] | null>(null);
  const [chosen, setChosen] = useState<Backup | null>(null);
  const close = () => view.back();
  const load = useCallback(async () => {
    const answer = await ask((client) => client.backups.list({}));
    if (answer !== null) setBackups(answer.backups);
  }, [ask]);
  useEffect(() => {
    const first = async () => load();
    void first();
  }, [load]);
  return (
    <DialogFrame onClose={close}>
      {chosen === null ? (
        <BackupList
          backups={backups}
          problem={failure?.message ?? null}
          onChoose={setChosen}
          onClose={close}
        />
      ) : (
        <RestoreBackup backup={chosen} onBack={() => setChosen(null)} onClose={close} />
      )}
    </DialogFrame>
  );
}
