import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Host } from '../command.ts';
import type { Document } from '../documents.ts';
import { agentOf, agentOption, countOption } from '../typed-values.ts';
import { checkExit } from './models-check.ts';
import { modelsLines } from './models-lines.ts';
import { probe, type Probes } from './models-probe.ts';
import { modelsTree, warnAfterMs } from './models-tree.ts';
import { mainAgent } from './order.ts';

/** The family's own where nothing is said (gateways.md §5). */
const timeoutMs = 8000;
const concurrency = 2;

/** The profiles that `--probe-profile` names, one by one. */
const namedIn = (asked: Asked): string[] =>
  asked
    .list('probe-profile')
    .flatMap((typed) => typed.split(','))
    .map((typed) => typed.trim())
    .filter((typed) => typed !== '');

/** What `--probe` asks about: all, one provider's, or the profiles that were named. */
async function targetsOf(
  asked: Asked,
  named: readonly string[],
  host: Host,
  profiles: readonly Profile[],
): Promise<Profile[]> {
  const provider = asked.text('probe-provider');
  const agent = agentOf(asked) ?? null;
  const canonical =
    provider === undefined ? null : (await (await host.reader()).order({ provider, agent })).provider;
  const chosen = named.length === 0 ? profiles : named.map((typed) => selectProfile(typed, profiles));
  return [...new Set(chosen)].filter((profile) => canonical === null || profile.provider === canonical);
}

async function probesOf(asked: Asked, host: Host, profiles: readonly Profile[]): Promise<Probes> {
  const named = namedIn(asked);
  const options: Probes['options'] = {
    provider: asked.text('probe-provider') ?? null,
    profileIds: named,
    timeoutMs: countOption(asked, 'probe-timeout', 600_000) ?? timeoutMs,
    concurrency: countOption(asked, 'probe-concurrency', 64) ?? concurrency,
    maxTokens: 0,
  };
  if (host.env['KEYWATCH_OFFLINE'] === '1')
    throw new KeywatchError(
      'unreachable',
      'KEYWATCH_OFFLINE is set, so nobody is asked; every verdict was kept; unset it to probe',
    );
  const targets = await targetsOf(asked, named, host, profiles);
  const startedAt = host.now();
  const results = await probe(await host.client(), targets, { ...options, now: host.now });
  const finishedAt = host.now();
  const totalTargets = targets.length;
  return { startedAt, finishedAt, durationMs: finishedAt - startedAt, totalTargets, options, results };
}

async function profilesOf(asked: Asked, host: Host): Promise<Profile[]> {
  const agent = agentOf(asked);
  const reader = asked.has('probe') ? await host.client() : await host.reader();
  const { profiles } = await reader.status({
    within: warnAfterMs,
    ...(agent === undefined ? {} : { agent }),
  });
  const typed = asked.text('provider');
  if (typed === undefined) return profiles;
  const { provider } = await (await host.reader()).order({ provider: typed, agent: agent ?? null });
  return profiles.filter((profile) => profile.provider === provider);
}

/** `--plain` prints the model alone; refused where more was asked for, as the family refuses it. Throws `bad_usage`. */
function plainAlone(asked: Asked, host: Host): boolean {
  if (!asked.has('plain')) return false;
  const other = asked.has('probe') ? '--probe' : host.json ? '--json' : null;
  if (other !== null)
    throw new KeywatchError(
      'bad_usage',
      `--plain prints the model alone, so ${other} has no place beside it; nobody was asked; leave one of them out`,
    );
  return true;
}

/** `models status` as scripts of the family know it; `keywatch status` says the same in our words. */
export const modelsStatus: Command = {
  name: 'models status',
  says: 'The credentials, as the OpenClaw family reports them',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    check: {
      type: 'boolean',
      says: 'Exit with 1 when what is in use is expired or missing, 2 when it ends within 24 h.',
    },
    provider: { type: 'string', value: 'PROVIDER', says: 'Only what is in use of one provider.' },
    plain: { type: 'boolean', says: 'Print the model alone: nothing, for Keywatch chooses none.' },
    probe: { type: 'boolean', says: 'Ask the providers, which costs no tokens.' },
    'probe-provider': { type: 'string', value: 'PROVIDER', says: 'Ask one provider alone.' },
    'probe-profile': {
      type: 'string',
      multiple: true,
      value: 'ID',
      says: 'Ask about this profile; again, or with commas, for more.',
    },
    'probe-timeout': {
      type: 'string',
      value: 'MS',
      says: `Wait so long for each; ${timeoutMs} unless said.`,
    },
    'probe-concurrency': {
      type: 'string',
      value: 'N',
      says: `Ask so many at once; ${concurrency} unless said.`,
    },
    'probe-max-tokens': {
      type: 'string',
      value: 'N',
      says: 'Taken for the sake of scripts; nothing is spent.',
    },
    agent: agentOption,
  },
  notes: ['Times in its JSON are epoch milliseconds, as the family writes them.'],
  async run(asked, host) {
    const plain = plainAlone(asked, host);
    const before = await profilesOf(asked, host);
    const probes = asked.has('probe') ? await probesOf(asked, host, before) : null;
    const profiles = probes === null ? before : await profilesOf(asked, host);
    const tree = modelsTree(profiles, {
      directory: host.directory,
      path: join(host.directory, 'vault.json'),
      agent: agentOf(asked) ?? mainAgent,
      now: host.now(),
    });
    const auth = probes === null ? tree.auth : { ...tree.auth, probes };
    return {
      document: { schema: 'keywatch.models-status/1', ...tree, auth } satisfies Document,
      exit: asked.has('check') ? checkExit(profiles) : 0,
      lines: (look) => (plain ? [] : modelsLines(tree, probes, look)),
    };
  },
};
