import { useCallback, useEffect, useState } from 'react';
import type { VaultReport, VaultSlot } from '../../src-shared/contract-vault.ts';
import { DialogFrame } from '../parts/dialog.tsx';
import { useDesk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { AddKeyFile } from './add-key-file.tsx';
import { AddPassphrase } from './add-passphrase.tsx';
import { ChangeKey } from './change-key.tsx';
import { Overview } from './overview.tsx';
import { MakeRecoveryCode } from './recovery-code.tsx';
import { RemoveSlot } from './remove-slot.tsx';
import { TestSlot } from './test-slot.tsx';

/** The pages of this dialog. */
export type ProtectionPage =
  | { readonly at: 'overview' | 'passphrase' | 'recovery' | 'key-file' | 'change-key' }
  | { readonly at: 'remove' | 'test'; readonly slot: VaultSlot };

/** What every page but the overview is given. */
export interface PageProps {
  report: VaultReport;
  /** Back to the overview, with what the core told last and what was done, in a sentence. */
  onDone(report?: VaultReport, told?: string): void;
  onClose(): void;
}

/** What opens the vault, how well that protects it, when it locks; and all that changes it. */
export default function ProtectionDialog({ first }: { first: 'overview' | 'recovery' | 'change-key' }) {
  const { view, notices } = useDesk();
  const [page, setPage] = useState<ProtectionPage>({ at: first });
  const [report, setReport] = useState<VaultReport | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const { ask, asking, failure } = useAsk();
  const close = () => view.back();
  const load = useCallback(async () => {
    const answer = await ask((client) => client.vault.status({}));
    if (answer !== null) setReport(answer.vault);
  }, [ask]);
  useEffect(() => {
    const begin = async () => load();
    void begin();
  }, [load]);

  const done: PageProps['onDone'] = (next, words) => {
    if (next !== undefined) setReport(next);
    setTold(words ?? null);
    setPage({ at: 'overview' });
  };
  // Opened for one act, the dialog ends with it.
  const end: PageProps['onDone'] = (_, words) => {
    close();
    if (words !== undefined) notices.show({ tone: 'good', text: words });
  };
  const given = { onDone: first === 'overview' ? done : end, onClose: close };
  return (
    <DialogFrame onClose={close}>
      {page.at === 'recovery' ? (
        <MakeRecoveryCode alone={first === 'recovery'} {...given} />
      ) : report === null || page.at === 'overview' ? (
        <Overview
          report={report}
          told={told}
          problem={asking ? null : (failure?.message ?? null)}
          onReport={setReport}
          onGo={setPage}
          onAgain={() => void load()}
          onClose={close}
        />
      ) : page.at === 'remove' ? (
        <RemoveSlot report={report} slot={page.slot} {...given} />
      ) : page.at === 'test' ? (
        <TestSlot report={report} slot={page.slot} {...given} />
      ) : page.at === 'passphrase' ? (
        <AddPassphrase report={report} {...given} />
      ) : page.at === 'key-file' ? (
        <AddKeyFile report={report} {...given} />
      ) : (
        <ChangeKey report={report} {...given} />
      )}
    </DialogFrame>
  );
}
