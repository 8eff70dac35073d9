import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import { variablesOf } from '../gateways/environment/provider-variables.ts';
import type { RestFlowProfile } from '../gateways/stores/restflow.ts';
import type { Env } from '../ports.ts';
import { slugOf } from '../profiles/new-profile.ts';
import { providerById } from '../providers/index.ts';
import type { Entry } from './entry.ts';
import { shownName } from './shown-name.ts';

/** Where RestFlow found a credential that lies elsewhere, and how we refer to the same one. */
const logins = [
  { found: /claude/i, reference: 'login:claude-code', provider: 'claude-code' },
  { found: /codex/i, reference: 'login:codex', provider: 'openai-codex' },
] as const;

/**
 * What can be taken over from RestFlow, whose command tells everything but the secret: what it found in a variable or in another tool is
 * linked where that lies; for what was typed in, the way to type it in here is said.
 */
export function restFlowEntries(profiles: readonly RestFlowProfile[], env: Env): Entry[] {
  return profiles.map((profile, index) => {
    const where = shownName(profile.id) ?? telling('profile {index}', { index: index + 1 });
    const named = shownName(profile.name);
    const leftOut = (why: string): Entry => ({ where, named, leftOut: why });
    const login = logins.find(({ found }) => found.test(profile.source ?? ''));
    const provider = providerById(login?.provider ?? profile.provider);
    if (provider === undefined)
      return leftOut(
        telling('Keywatch knows no provider {which}', {
          which: repeatable(profile.provider) ?? telling('of that name'),
        }),
      );
    const reference = login?.reference ?? variableOf(profile, env);
    if (reference === null)
      return leftOut(
        telling(
          'RestFlow keeps it sealed and gives no secret out; paste it: keywatch auth add --provider {id}',
          { id: provider.id },
        ),
      );
    const proposedName = named ?? provider.name;
    return {
      where,
      read: {
        id: `${provider.id}:${slugOf(proposedName)}`,
        provider: provider.id,
        reference,
        ...(login === undefined ? {} : { kind: 'oauth' }),
      },
      kept: { source: 'gateway' },
      proposedName,
      optional: true,
    };
  });
}

function variableOf({ source, provider }: RestFlowProfile, env: Env): string | null {
  if (!/env/i.test(source ?? '')) return null;
  const name = variablesOf(provider).find((each) => (env[each]?.trim() ?? '') !== '');
  return name === undefined ? null : `env:${name}`;
}
