import type { Backup } from '../../src-shared/contract-keeping.ts';
import { exactMoment, nearMoment } from '../../src-shared/times.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange } from '../store/desk.ts';
import { contentWords, opensByWords, reasonWords } from './backup-words.ts';

const mostKept = 20;

/** The backups, newest first: when, before what, how much is in them, what opens them. */
export function BackupList({
  backups,
  problem,
  onChoose,
  onClose,
}: {
  backups: readonly Backup[] | null;
  problem: string | null;
  onChoose(backup: Backup): void;
  onClose(): void;
}) {
  return (
    <DialogPage
      title={say('Backups')}
      onClose={onClose}
      says={<span>{say('The newest {count} are kept, sealed as the vault was', { count: mostKept })}</span>}
      acts={
        <Button size="large" onPress={onClose}>
          {say('Close')}
        </Button>
      }
    >
      {backups === null ? (
        <p className="soft waits" role="status">
          {problem === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
          {problem ?? say('Reading the backups')}
        </p>
      ) : backups.length === 0 ? (
        <p className="soft">
          {say(
            'None yet. One is made before every import, restore and change of what opens the vault, and at most once an hour before changes by hand.',
          )}
        </p>
      ) : (
        <ul className="ways backups">
          {backups.map((backup) => (
            <BackupLine key={backup.id} backup={backup} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </DialogPage>
  );
}

function BackupLine({ backup, onChoose }: { backup: Backup; onChoose(backup: Backup): void }) {
  const now = useNow('ages');
  const canChange = useCanChange();
  const { at, why, problem } = backup;
  const when = nearMoment(at, now);
  const opensBy = opensByWords(backup);
  return (
    <li>
      <div className="way">
        <p title={exactMoment(at)}>
          <b>{when}</b>
          {why !== null && <span className="soft"> {reasonWords[why]}</span>}
        </p>
        <p className="under">
          {contentWords(backup)}
          {opensBy !== null && ` · ${opensBy}`}
        </p>
        {problem !== null && <p className="trouble">{problem}</p>}
      </div>
      <Button
        size="small"
        aria-label={say('Restore the backup of {when}', { when })}
        isDisabled={problem !== null || !canChange}
        onPress={() => onChoose(backup)}
      >
        {say('Restore…')}
      </Button>
    </li>
  );
}
