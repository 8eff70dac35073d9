import { telling } from '../../../src-shared/say.ts';
import { isSince } from '../generation.ts';
import { authProvider } from '../provider-alias.ts';
import type { ReportedProfile } from '../report.ts';
import type { Snapshot } from '../stores/snapshot.ts';
import type { GatewayFinding } from './findings.ts';

/**
 * From 2026.9 on a plug-in runs OpenAI's models, and no key helps where it is not there: the release says so in none of its lists of
 * credentials.
 */
export function missingRuntime(
  { config, generation, plugins, named, configFile }: Snapshot,
  profiles: readonly Pick<ReportedProfile, 'provider'>[],
): GatewayFinding[] {
  const chosen = config.providersInUse;
  const inUse = chosen.length > 0 ? chosen : profiles.map(({ provider }) => provider);
  const isMissing = isSince(generation, '2026.9.6') && config.openAiByCodex && !plugins.includes('codex');
  if (!isMissing || !inUse.some((provider) => authProvider(provider) === 'openai')) return [];
  const { name, command } = named.system;
  return [
    {
      id: 'no_runtime',
      severity: 'warn',
      what: telling(
        'The plug-in codex, which runs models of OpenAI from 2026.9 on, is not installed in {name}: whatever key it has, they do not answer.',
        { name },
      ),
      where: configFile?.path ?? null,
      remedy: telling('Type: {command} plugins install @openclaw/codex', { command }),
    },
  ];
}
