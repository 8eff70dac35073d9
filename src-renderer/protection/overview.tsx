import type { ReactNode } from 'react';
import type { VaultReport } from '../../src-shared/contract-vault.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useCanChange, useDesk } from '../store/desk.ts';
import { LockSettings } from './lock-settings.tsx';
import type { ProtectionPage } from './protection-dialog.tsx';
import { theSlot } from './slot-words.ts';
import { WaysIn } from './ways-in.tsx';
import { MoreWays } from './more-ways.tsx';

/** How well the vault is protected, by what it opens, what more could open it, when it locks. */
export function Overview({
  report,
  told,
  problem,
  onReport,
  onGo,
  onAgain,
  onClose,
}: {
  report: VaultReport | null;
  /** What was done last, in a sentence. */
  told: string | null;
  problem: string | null;
  onReport(report: VaultReport): void;
  onGo(page: ProtectionPage): void;
  onAgain(): void;
  onClose(): void;
}) {
  const { act } = useDesk();
  const canChange = useCanChange();
  const whyNot = report?.whyNotLockable ?? null;
  return (
    <DialogPage
      title="Protection"
      onClose={onClose}
      says={<span role="status">{told ?? (report === null ? '' : keptBackups(report))}</span>}
      acts={
        <>
          {report !== null && whyNot === null && (
            <Button
              size="large"
              isDisabled={!canChange}
              onPress={() => void act((client) => client.vault.lock({}))}
            >
              Lock now
            </Button>
          )}
          <Button size="large" onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      {report === null ? (
        <p className="soft waits" role="status">
          {problem === null ? (
            <>
              <Turning />
              Asking what opens the vault
            </>
          ) : (
            <>
              <Glyph shape="triangle" tone="warn" />
              <span>{problem}</span>
              <Button size="small" onPress={onAgain}>
                Ask again
              </Button>
            </>
          )}
        </p>
      ) : (
        <>
          <Verdict report={report} />
          <Part title="Opens it">
            <WaysIn report={report} onReport={onReport} onGo={onGo} />
          </Part>
          <Part title="More ways in">
            <MoreWays report={report} onReport={onReport} onGo={onGo} />
          </Part>
          <Part title="Locks by itself">
            <LockSettings whyNot={whyNot} />
          </Part>
          <Part title="Key of the vault">
            <div className="act-line">
              <p className="soft">
                Should somebody have had a copy of the vault and a way into it: everything is sealed anew
                under a key that the copy does not hold.
              </p>
              <Button size="small" isDisabled={!canChange} onPress={() => onGo({ at: 'change-key' })}>
                Change key…
              </Button>
            </div>
          </Part>
        </>
      )}
    </DialogPage>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Verdict({ report }: { report: VaultReport }) {
  const former = report.backups.formerWays;
  const byBackups = former !== null && !former.protected && report.slots.every((slot) => slot.protected);
  return (
    <div>
      <p className="verdict">
        <Glyph shape={report.protected ? 'check' : 'triangle'} tone={report.protected ? 'good' : 'warn'} />
        {report.protected
          ? 'Protected: a copy of the vault alone opens for nobody.'
          : byBackups
            ? 'Not protected: its ways in are, its older backups are not.'
            : 'Not protected.'}
      </p>
      <p className="evidence">{report.remains}</p>
      {former !== null && former.protected && <p className="evidence">{formerWords(former)}</p>}
      {!report.protected && report.state === 'open' && (
        <p className="evidence">
          {byBackups
            ? 'To protect it: change the key of the vault and delete those backups (below).'
            : remedy(report)}
        </p>
      )}
    </div>
  );
}

/** Of what was removed and protects: whoever has it is shut out by another key alone. */
function formerWords({ backups }: { backups: number }): string {
  const which = backups === 1 ? '1 older backup' : `${backups} older backups`;
  return `What was removed still opens the vault through ${which}, until its key is changed and they are deleted (below).`;
}

function keptBackups({ backups: { count } }: VaultReport): string {
  return count === 0 ? 'No backup yet' : count === 1 ? '1 backup is kept' : `${count} backups are kept`;
}

/** The shortest way to a vault that is protected. */
function remedy({ slots, offers }: VaultReport): string {
  const weak = slots.filter((slot) => !slot.protected).map((slot) => theSlot(slot));
  const hasOther = slots.some((slot) => slot.protected && !slot.recovery);
  const byMachine = offers.some(
    (offer) =>
      (offer.slot === 'safe-storage' || offer.slot === 'os-keyring') && offer.available && offer.protected,
  );
  const first = hasOther ? '' : `add ${byMachine ? 'the keyring or a passphrase' : 'a passphrase'}, then `;
  return `To protect it: ${first}remove ${weak.join(' and ')}.`;
}
