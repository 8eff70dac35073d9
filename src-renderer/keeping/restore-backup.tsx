import { useCallback, useEffect, useRef, useState } from 'react';
import type { Backup, RestoreInput, RestorePlan } from '../../src-shared/contract-keeping.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { say } from '../../src-shared/say.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { useDesk, type Desk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { DifferenceList } from './difference-list.tsx';
import { changesIn } from './difference-words.ts';
import { TextField } from '../add/field.tsx';

/** Shows what a backup would change, and goes back to it. */
export function RestoreBackup({
  backup,
  onBack,
  onClose,
}: {
  backup: Backup;
  onBack(): void;
  onClose(): void;
}) {
  const desk = useDesk();
  const box = useRef<HTMLInputElement>(null);
  const [keyFile, setKeyFile] = useState('');
  const [plan, setPlan] = useState<RestorePlan | null>(null);
  const [openedBy, setOpenedBy] = useState<'passphrase' | 'keyFile'>('passphrase');
  const { ask, asking, failure, forget } = useAsk();
  const [opened] = useState(() => Date.now());
  const { id } = backup;
  const wrong = failure?.code === 'sealed' || failure?.code === 'wrong_passphrase';
  const [sealed, setSealed] = useState(false);
  if (wrong && !sealed) setSealed(true);

  const given = (): RestoreInput => {
    const passphrase = box.current?.value ?? '';
    if (openedBy === 'keyFile') return keyFile.trim() === '' ? { id } : { id, keyFile: keyFile.trim() };
    return passphrase === '' ? { id } : { id, passphrase };
  };
  const look = useCallback(
    async (input: RestoreInput) => {
      const answer = await ask((client) => client.backups.preview(input));
      if (answer !== null) setPlan(answer);
    },
    [ask],
  );
  useEffect(() => {
    const compare = async () => look({ id });
    void compare();
  }, [look, id]);

  const restore = async () => {
    const done = await ask((client) => client.backups.restore(given()));
    if (done === null) return;
    desk.view.over.set(null);
    desk.notices.show({
      tone: 'good',
      text: say('The backup of {when} is restored. What was there before is the newest backup.', {
        when: nearMoment(backup.at, opened),
      }),
      until: Date.now() + 30_000,
      act: { label: say('Undo'), run: () => void undo(desk) },
    });
  };
  const when = nearMoment(backup.at, opened);
  const count = plan === null ? 0 : changesIn(plan.difference);
  const asksKeyFile = backup.slots.some(({ type }) => type === 'key-file');

  return (
    <DialogPage
      title={say('Restore the backup of {when}', { when })}
      onBack={onBack}
      onClose={onClose}
      says={
        <DialogSays
          failure={failure?.message ?? null}
          otherwise={
            plan === null
              ? ''
              : count === 0
                ? say('Nothing would change')
                : say('The present vault is backed up first')
          }
        />
      }
      acts={
        plan === null && sealed ? (
          <DialogActs
            words={asking ? say('Opening') : say('Show what would change')}
            isDisabled={asking}
            onCancel={onBack}
            onSave={() => look(given())}
          />
        ) : (
          <DialogActs
            words={asking && plan !== null ? say('Restoring') : say('Restore')}
            isDisabled={plan === null || count === 0 || asking}
            onCancel={onBack}
            onSave={restore}
          />
        )
      }
    >
      {sealed && (
        <div className={plan === null ? 'opens-it' : 'opens-it is-open'} hidden={plan !== null}>
          <p className="soft">
            {say(
              'It is sealed under an earlier key of the vault. What opened the vault then opens it; its secrets are sealed anew under the present key.',
            )}
          </p>
          {asksKeyFile && (
            <div className="segments big" role="group" aria-label={say('What opens it')}>
              <button
                type="button"
                aria-pressed={openedBy === 'passphrase'}
                onClick={() => setOpenedBy('passphrase')}
              >
                {say('Passphrase or code')}
              </button>
              <button
                type="button"
                aria-pressed={openedBy === 'keyFile'}
                onClick={() => setOpenedBy('keyFile')}
              >
                {say('Key file')}
              </button>
            </div>
          )}
          {openedBy === 'passphrase' ? (
            <SecretField
              label={say('Passphrase or recovery code of that time')}
              box={box}
              autoFocus
              onInput={forget}
            />
          ) : (
            <TextField
              label={say('Key file of that time')}
              placeholder={say('its whole path')}
              value={keyFile}
              onChange={(next) => {
                setKeyFile(next);
                forget();
              }}
            />
          )}
        </div>
      )}
      {plan === null ? (
        !sealed && (
          <p className="soft waits" role="status">
            {failure === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
            {failure === null ? say('Comparing it with the vault') : say('It cannot be restored.')}
          </p>
        )
      ) : count === 0 ? (
        <p className="soft">{say('Profiles, order and settings are what they are now.')}</p>
      ) : (
        <DifferenceList difference={plan.difference} leftOut={plan.leftOut} />
      )}
      {plan?.arrangementKept === true && (
        <p className="soft">
          {say('Its order and settings were changed outside Keywatch: the present ones stay.')}
        </p>
      )}
    </DialogPage>
  );
}

/** Goes back to what the vault was before the last restore. */
async function undo({ act, notices }: Desk): Promise<void> {
  const undone = await act(async (client) => {
    const { backups } = await client.backups.list({});
    const before = backups.find(({ why }) => why === 'restore');
    return before === undefined ? null : client.backups.restore({ id: before.id });
  });
  if (undone !== null)
    notices.show({ tone: 'good', text: say('The vault is what it was before the restore.') });
}
