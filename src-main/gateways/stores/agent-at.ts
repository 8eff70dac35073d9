import { KeywatchError } from '../../../src-shared/errors.ts';
import { telling } from '../../../src-shared/say.ts';
import { mainAgent } from './layout.ts';
import type { Agent, Snapshot } from './snapshot.ts';

/** The agent that is meant, the main one for null. Throws `not_found` where there is no gateway, or none of that name. */
export function agentAt(snapshot: Snapshot, id: string | null): Agent {
  const { named, stateDir, present, agents } = snapshot;
  const { name } = named.system;
  if (!present)
    throw new KeywatchError(
      'not_found',
      telling('{name} has no state at {stateDir}; nothing was read; name the place with --state-dir DIR', {
        name,
        stateDir,
      }),
    );
  const agent = agents.get(id ?? mainAgent);
  if (agent !== undefined) return agent;
  throw new KeywatchError(
    'not_found',
    telling('{name} has no agent of that name; nothing was read; it has {agents}', {
      name,
      agents: [...agents.keys()].join(', '),
    }),
  );
}
