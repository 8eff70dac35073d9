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
import { listedWithAnd } from '../../src-shared/list.ts';
import { heard, say } from '../../src-shared/say.ts';

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
      title={say('Protection')}
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
              {say('Lock now')}
            </Button>
          )}
          <Button size="large" onPress={onClose}>
            {say('Close')}
          </Button>
        </>
      }
    >
      {report === null ? (
        <p className="soft waits" role="status">
          {problem === null ? (
            <>
              <Turning />
              {say('Asking what opens the vault')}
            </>
          ) : (
            <>
              <Glyph shape="triangle" tone="warn" />
              <span>{problem}</span>
              <Button size="small" onPress={onAgain}>
                {say('Ask again')}
              </Button>
            </>
          )}
        </p>
      ) : (
        <>
          <Verdict report={report} />
          <Part title={say('Opens it')}>
            <WaysIn report={report} onReport={onReport} onGo={onGo} />
          </Part>
          <Part title={say('More ways in')}>
            <MoreWays report={report} onReport={onReport} onGo={onGo} />
          </Part>
          <Part title={say('Locks by itself')}>
            <LockSettings whyNot={whyNot} />
          </Part>
          <Part title={say('Key of the vault')}>
            <div className="act-line">
              <p className="soft">
                {say(
                  'Should somebody have had a copy of the vault and a way into it: everything is sealed anew under a key that the copy does not hold.',
                )}
              </p>
              <Button size="small" isDisabled={!canChange} onPress={() => onGo({ at: 'change-key' })}>
                {say('Change key…')}
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
          ? say('Protected: a copy of the vault alone opens for nobody.')
          : byBackups
            ? say('Not protected: its ways in are, its older backups are not.')
            : say('Not protected.')}
      </p>
      <p className="evidence">{heard(report.remains)}</p>
      {former !== null && former.protected && <p className="evidence">{formerWords(former)}</p>}
      {!report.protected && report.state === 'open' && (
        <p className="evidence">
          {byBackups
            ? say('To protect it: change the key of the vault and delete those backups (below).')
            : remedy(report)}
        </p>
      )}
    </div>
  );
}

/** Of what was removed and protects: whoever has it is shut out by another key alone. */
function formerWords({ backups }: { backups: number }): string {
  return say(
    '{count, plural, one {What was removed still opens the vault through # older backup, until its key is changed and that backup is deleted (below).} other {What was removed still opens the vault through # older backups, until its key is changed and they are deleted (below).}}',
    { count: backups },
  );
}

function keptBackups({ backups: { count } }: VaultReport): string {
  return count === 0
    ? say('No backup yet')
    : say('{count, plural, one {# backup is kept} other {# backups are kept}}', { count });
}

/** The shortest way to a vault that is protected. */
function remedy({ slots, offers }: VaultReport): string {
  const ways = listedWithAnd(slots.filter((slot) => !slot.protected).map((slot) => theSlot(slot)));
  const hasOther = slots.some((slot) => slot.protected && !slot.recovery);
  const byMachine = offers.some(
    (offer) =>
      (offer.slot === 'safe-storage' || offer.slot === 'os-keyring') && offer.available && offer.protected,
  );
  if (hasOther) return say('To protect it: remove {ways}.', { ways });
  return byMachine
    ? say('To protect it: add the keyring or a passphrase, then remove {ways}.', { ways })
    : say('To protect it: add a passphrase, then remove {ways}.', { ways });
}
