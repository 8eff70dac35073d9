import { join } from 'node:path';
import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Command } from '../command.ts';
import { isoOf, type Document } from '../documents.ts';
import { agentOf, agentOption } from '../typed-values.ts';
import { labelOf, unusableOf } from './models-tree.ts';
import { mainAgent } from './order.ts';

function listed(profile: Profile, now: number) {
  const { id, provider, kind, name, expiry, health } = profile;
  const unusable = unusableOf(profile, now);
  const until = unusable === null ? null : isoOf(unusable.until);
  const cooling = unusable?.kind === 'cooldown';
  return {
    id,
    provider,
    type: kind,
    label: labelOf(profile, now),
    displayName: name,
    expiresAt: isoOf(expiry.expiresAt),
    cooldownUntil: cooling ? until : null,
    cooldownReason: cooling ? unusable.reason : null,
    cooldownClassification: null,
    disabledUntil: cooling ? null : until,
    disabledReason: cooling ? null : (unusable?.reason ?? null),
    recoveryHint: health.state === 'healthy' ? null : (unusable?.recoveryHint ?? null),
  };
}

/** `models auth list` with the family's tree (D-B4); for a person the table of `auth list`. */
export const modelsList: Command = {
  name: 'models auth list',
  says: 'Every profile, as the OpenClaw family lists them',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    provider: { type: 'string', value: 'PROVIDER', says: 'Only the profiles of one provider.' },
    agent: agentOption,
  },
  async run(asked, host) {
    const agent = agentOf(asked);
    const reader = await host.reader();
    const typed = asked.text('provider');
    const provider =
      typed === undefined ? null : (await reader.order({ provider: typed, agent: agent ?? null })).provider;
    const { profiles: all } = await reader.status(agent === undefined ? {} : { agent });
    const profiles = all.filter((each) => provider === null || each.provider === provider);
    const now = host.now();
    return {
      document: {
        schema: 'keywatch.models-auth-list/1',
        agentId: agent ?? mainAgent,
        agentDir: host.directory,
        authStatePath: join(host.directory, 'vault.json'),
        provider,
        profiles: profiles.map((profile) => listed(profile, now)),
      } satisfies Document,
      lines: async (look) => (await import('./list-lines.ts')).listLines(profiles, all.length > 0, look),
    };
  },
};
