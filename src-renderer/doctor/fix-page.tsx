import { say } from '../../src-shared/say.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { FindingList, type Finding } from './finding-list.tsx';

/** What would be done, before it is. */
export function FixPage({
  findings,
  asking,
  failure,
  onBack,
  onFix,
  onClose,
}: {
  findings: readonly Finding[];
  asking: boolean;
  failure: string | null;
  onBack(): void;
  onFix(): Promise<void>;
  onClose(): void;
}) {
  const count = findings.length;
  return (
    <DialogPage
      title={say('Set right')}
      onBack={onBack}
      onClose={onClose}
      says={<DialogSays failure={failure} otherwise={say('How it was before is noted in repairs.jsonl')} />}
      acts={
        <DialogActs
          words={
            asking
              ? say('One moment')
              : say('Set {count, plural, one {# thing} other {# things}} right', { count })
          }
          isDisabled={asking || count === 0}
          onCancel={onBack}
          onSave={onFix}
        />
      }
    >
      <div className="doctor" role="region" aria-label={say('Findings')} tabIndex={0}>
        <p className="soft">
          {say(
            'Files that others can reach are closed to them; locks, sockets and half-written files of ended processes are taken away. Each only where it is a plain file of yours, and only if it is still as it was found.',
          )}
        </p>
        <FindingList findings={findings} />
      </div>
    </DialogPage>
  );
}
