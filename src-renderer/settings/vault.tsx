import { useCallback, useEffect, useState } from 'react';
import type { VaultReport } from '../../src-shared/contract-vault.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Glyph } from '../parts/glyph.tsx';
import { Leads } from '../parts/leads.tsx';
import { LockSettings } from '../protection/lock-settings.tsx';
import { useCanChange, useCoreState } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { FactLine, Group } from './lines.tsx';

/** How the vault is protected, when it locks, what is kept of it and what goes in and out: each leads to its dialog. */
export function VaultSettings() {
  const vault = useCoreState()?.vault;
  const canChange = useCanChange();
  const { ask, failure } = useAsk();
  const [report, setReport] = useState<VaultReport | null>(null);
  const load = useCallback(async () => {
    const answer = await ask((client) => client.vault.status({}));
    if (answer !== null) setReport(answer.vault);
  }, [ask]);
  useEffect(() => {
    const first = async () => load();
    void first();
  }, [load]);
  if (vault === undefined) return null;
  return (
    <>
      <Group title={say('Protection')}>
        <FactLine
          label={
            <span className="said">
              <Glyph
                shape={vault.protected ? 'check' : 'triangle'}
                tone={vault.protected ? 'good' : 'warn'}
              />
              {vault.protected
                ? say('A copy of the vault alone opens for nobody')
                : say('This vault is not protected')}
            </span>
          }
          hint={vault.advice !== null ? heard(vault.advice) : say('What opens it, and what more could.')}
        >
          <Leads to={{ kind: 'protection', page: 'overview' }}>{say('Protection…')}</Leads>
        </FactLine>
        <FactLine
          label={say('Recovery code')}
          hint={
            vault.recovery
              ? say('One was made. It opens the vault should everything else fail.')
              : say('None yet. It opens the vault should everything else fail.')
          }
        >
          <Leads to={{ kind: 'protection', page: 'recovery' }} isDisabled={!canChange}>
            {vault.recovery ? say('Make another…') : say('Make one…')}
          </Leads>
        </FactLine>
        <FactLine
          label={say('Key of the vault')}
          hint={say('Seals everything anew, should somebody have had a copy and a way into it.')}
        >
          <Leads to={{ kind: 'protection', page: 'change-key' }} isDisabled={!canChange}>
            {say('Change key…')}
          </Leads>
        </FactLine>
      </Group>
      <Group title={say('Locks by itself')}>
        {report !== null ? (
          <LockSettings whyNot={report.whyNotLockable} />
        ) : (
          <p className="soft" role="status">
            {failure?.message ?? say('Asking what opens the vault')}
          </p>
        )}
      </Group>
      <Group title={say('Copies')}>
        <FactLine label={say('Backups')} hint={say('The vaults before this one, and the way back to one.')}>
          <Leads to={{ kind: 'backups' }}>{say('Backups…')}</Leads>
        </FactLine>
        <FactLine label={say('Export')} hint={say('Into a file, without the keys or sealed with them.')}>
          <Leads to={{ kind: 'export' }} isDisabled={!canChange}>
            {say('Export…')}
          </Leads>
        </FactLine>
        <FactLine label={say('Import')} hint={say('From a file of Keywatch, .env, JSON or CSV.')}>
          <Leads to={{ kind: 'import' }} isDisabled={!canChange}>
            {say('Import…')}
          </Leads>
        </FactLine>
        <FactLine label={say('Access log')} hint={say('When a key left Keywatch, which, and to whom.')}>
          <Leads to={{ kind: 'accesses' }}>{say('Access log…')}</Leads>
        </FactLine>
      </Group>
    </>
  );
}
