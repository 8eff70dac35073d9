import { useEffect, useRef, useState } from 'react';
import type { VaultReport } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { useDesk, type Desk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { ConfirmCode } from './confirm-code.tsx';
import type { PageProps } from './protection-dialog.tsx';

/** A code that was made, and not yet shown to be kept. It lives in a ref and in the sheet, never in a state. */
interface Made {
  readonly code: string;
  readonly slot: string;
  readonly vault: VaultReport;
}

/**
 * Makes a code to print, shows it this once, and has its last group typed. A code that nobody showed to have kept is
 * taken back when the dialog goes: else the vault would count on a sheet that does not exist.
 */
export function MakeRecoveryCode({
  alone,
  onDone,
  onClose,
}: Omit<PageProps, 'report'> & {
  /** There is no page before it. */
  alone: boolean;
}) {
  const desk = useDesk();
  const { ask, asking, failure } = useAsk();
  const made = useRef<Made | null>(null);
  const confirmed = useRef(false);
  const [shown, setShown] = useState(false);
  const leave = useRef(() => {
    const left = made.current;
    made.current = null;
    if (left !== null && !confirmed.current) void takeBack(desk, left.slot);
  });
  useEffect(() => leave.current, []);

  const make = async () => {
    const answer = await ask((client) => client.vault.protect({ act: 'add', slot: 'recovery' }));
    if (answer === null || answer.recoveryCode === null) return;
    made.current = { code: answer.recoveryCode, slot: answer.slot.id, vault: answer.vault };
    setShown(true);
  };
  const done = () => {
    const kept = made.current;
    confirmed.current = true;
    onDone(kept?.vault, say('The recovery code opens the vault from now on'));
  };

  if (shown) return <ConfirmCode take={() => made.current?.code ?? ''} onKept={done} onClose={onClose} />;
  return (
    <DialogPage
      title={say('Make a recovery code')}
      onBack={alone ? undefined : () => onDone()}
      onClose={onClose}
      says={<DialogSays failure={failure?.message ?? null} otherwise={say('It is shown once')} />}
      acts={
        <DialogActs
          words={asking ? say('Making it') : say('Make the code')}
          isDisabled={asking}
          onCancel={() => onDone()}
          onSave={make}
        />
      }
    >
      <p className="soft">
        {say(
          'Thirty-five letters and digits that open this vault on their own, should the keyring be lost, the passphrase forgotten, or the vault moved to another computer. Print it or write it down, and put it with your other papers; not on this computer.',
        )}
      </p>
    </DialogPage>
  );
}

async function takeBack({ act, notices }: Desk, slot: string): Promise<void> {
  const removed = await act((client) => client.vault.protect({ act: 'remove', slot }));
  if (removed === null) return;
  notices.show({
    tone: 'warn',
    text: say(
      'The recovery code was taken back, for its last group was not typed. A sheet with it opens nothing.',
    ),
  });
}
