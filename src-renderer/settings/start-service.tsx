import { useCallback, useEffect, useState } from 'react';
import type { OwnService } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { CommandLine } from '../gateways/command-line.tsx';
import { Leads } from '../parts/leads.tsx';
import { useAsk } from '../store/use-ask.ts';
import { FactLine } from './lines.tsx';

/** Whether the system starts this Keywatch with the session, where no app does. */
export function StartService() {
  const { ask } = useAsk();
  const [service, setService] = useState<OwnService | null>(null);
  const look = useCallback(async () => {
    const answer = await ask((client) => client.service.look({}));
    if (answer !== null) setService(answer.service);
  }, [ask]);
  useEffect(() => {
    const first = async () => look();
    void first();
  }, [look]);
  if (service === null) return null;
  const { installed, reached, command } = service;
  if (installed)
    return (
      <FactLine
        label={say('Start at login')}
        hint={say('A service does it. keywatch service uninstall takes it away.')}
      />
    );
  return (
    <>
      <FactLine
        label={say('Start at login')}
        hint={
          reached
            ? say('A service of the system does it; what is written is shown first.')
            : say('From here it cannot be set; type this in a session of yours:')
        }
      >
        {reached && <Leads to={{ kind: 'service' }}>{say('Install the service…')}</Leads>}
      </FactLine>
      {!reached && <CommandLine command={command} />}
    </>
  );
}
