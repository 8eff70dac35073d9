import { authProvider } from '../../src-main/gateways/provider-alias.ts';
import { environmentOf } from '../../src-main/gateways/environment/gateway-environment.ts';
import { keysInEffect, type PrimaryKey } from '../../src-main/gateways/environment/key-rotation.ts';
import { peerOrder } from '../../src-main/gateways/judging/peer-order.ts';
import { resolveRefs } from '../../src-main/gateways/references/resolve-refs.ts';
import { readGateway, type Agent, type Snapshot } from '../../src-main/gateways/stores/snapshot.ts';
import type { GatewayEnvironment } from '../../src-main/gateways/environment/gateway-environment.ts';
import type { Surroundings } from '../../src-main/gateways/surroundings.ts';
import { mainAgent } from '../../src-main/gateways/stores/layout.ts';
import { shapeOf } from '../../src-main/providers/known-shapes.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { table, wrapped } from '../page.ts';
import { plain } from '../plain-text.ts';
import {
  agentOption,
  familyAsked,
  providerAsked,
  snapshotAsked,
  stateDirOption,
  surroundingsOf,
} from './gateway-asked.ts';

interface Own {
  primary: PrimaryKey | null;
  ignored: { name: string; why: string }[];
}

const variablesOnly = ({ variables }: GatewayEnvironment) =>
  Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));

/** The key of the profile that serves first; one that only a program gives is named and not fetched. */
async function ownKey(
  provider: string,
  { snapshot, agent }: { snapshot: Snapshot; agent: Agent },
  environment: GatewayEnvironment,
  around: Surroundings,
): Promise<Own> {
  const { config, generation } = snapshot;
  const [id] = peerOrder(provider, { store: agent.effective, config, now: around.now, generation });
  const credential = id === undefined ? undefined : agent.effective.profiles.get(id);
  if (id === undefined || credential === undefined || credential.type === 'oauth')
    return { primary: null, ignored: [] };
  if (credential.inline.trim() !== '')
    return { primary: { name: id, value: credential.inline }, ignored: [] };
  if (credential.ref === null) return { primary: null, ignored: [] };
  if (credential.ref.source === 'exec')
    return {
      primary: null,
      ignored: [{ name: id, why: 'a program gives it, which was not run; keywatch gateway resolve runs it' }],
    };
  const by = { secrets: config.secrets, env: variablesOnly(environment), generation, around };
  const [resolved] = await resolveRefs([credential.ref], by);
  return resolved?.ok === true
    ? { primary: { name: id, value: resolved.value }, ignored: [] }
    : { primary: null, ignored: [{ name: id, why: resolved?.message ?? 'its reference leads nowhere' }] };
}

/** What a gateway would start with here, whether or not it has run yet: rotation works from the environment alone. */
function startedHere(asked: Asked, around: Surroundings): { snapshot: Snapshot; agent: Agent } {
  const named = familyAsked(asked);
  if (asked.has('state-dir') || asked.has('agent')) return snapshotAsked(asked, named, around);
  const snapshot = readGateway(named, { stateDir: null, agent: null }, around);
  const agent = snapshot.agents.get(mainAgent);
  return agent === undefined ? snapshotAsked(asked, named, around) : { snapshot, agent };
}

/** The fingerprint of a key that a running Keywatch keeps too; its key opens with the vault alone (D-B33). */
async function fingerprints(values: readonly string[], host: Host): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  try {
    const owner = values.length === 0 ? null : await host.owner();
    if (owner === null) return found;
    const { profiles } = await owner.profiles.list({});
    const byId = new Map(profiles.map(({ id, fingerprint }) => [id, fingerprint]));
    for (const value of values) {
      const { found: recognised } = await owner.profiles.recognise({ text: value });
      const storedAs = recognised.length === 1 ? recognised[0]?.storedAs : null;
      if (storedAs !== null && storedAs !== undefined) found.set(value, byId.get(storedAs) ?? null);
    }
  } catch (thrown) {
    host.warn(failureOf(thrown).message);
  }
  return found;
}

export const gatewayKeys: Command = {
  name: 'gateway keys',
  says: 'The keys a gateway would try for a provider, one after the other, masked',
  takes: 'NAME',
  words: { least: 1, most: 1 },
  options: {
    provider: { type: 'string', value: 'PROVIDER', says: 'Whose keys.' },
    ...stateDirOption,
    ...agentOption,
  },
  notes: [
    'What counts is the environment this is started in: start it as you start the gateway. It goes on to the next key only when one is throttled, and starts at the first again with each request.',
  ],
  async run(asked, host) {
    const typed = providerAsked(asked);
    if (typed === null)
      throw new KeywatchError(
        'bad_usage',
        'gateway keys needs --provider; nothing was read; type it like --provider openai',
      );
    const provider = authProvider(typed);
    const around = surroundingsOf(host);
    const at = startedHere(asked, around);
    const environment = await environmentOf(at.snapshot, around);
    const own = await ownKey(provider, at, environment, around);
    const { system } = at.snapshot.named;
    const rotation = keysInEffect(system, provider, environment.variables, own.primary);
    const known = await fingerprints(
      rotation.keys.map(({ value }) => value),
      host,
    );
    const keys = rotation.keys.map(({ name, value, from, note }) => ({
      name,
      mask: maskSecret(value, shapeOf(value)?.known.shape.prefix ?? ''),
      fingerprint: known.get(value) ?? null,
      from,
      note,
    }));
    const ignored = [...own.ignored, ...rotation.ignored];
    return {
      document: documentOf('keys', { provider, keys, ignored }),
      lines: (look) => [
        ...(keys.length === 0
          ? [`No API keys configured for provider "${plain(provider)}".`]
          : table(
              keys,
              [
                { head: 'Name', cell: ({ name }) => ({ text: name, tone: 'strong' }), least: 16 },
                { head: 'Key', cell: ({ mask }) => mask },
                { head: 'From', cell: ({ from }) => from, least: 8, leaves: 1 },
                {
                  head: 'Note',
                  cell: ({ note }) => ({ text: note ?? '', tone: 'warn' }),
                  least: 12,
                  leaves: 2,
                },
              ],
              look,
            )),
        ...(ignored.length === 0 ? [] : ['', 'Not used:']),
        ...ignored.flatMap(({ name, why }) => wrapped(plain(`  ${name}: ${why}`), look.width, 4)),
      ],
    };
  },
};
