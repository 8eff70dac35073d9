import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keywatch } from '../core.ts';
import type { Player } from './far-side.ts';

/** Profiles of the cast that a gateway works with too. */
const shared = [
  { provider: 'anthropic', name: 'Work' },
  { provider: 'openai', name: 'Agents' },
  { provider: 'groq', name: 'Fast drafts' },
];

const write = (path: string, content: object) =>
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });

/** An OpenClaw in the sample's home that keeps some of its keys, told to the core as a person would. */
export async function meetGateway(
  keywatch: Keywatch,
  players: readonly Player[],
  { home, idOf }: { home: string; idOf(player: Player): string },
): Promise<void> {
  const used = players.filter(({ part }) =>
    shared.some(({ provider, name }) => part.provider === provider && part.name === name),
  );
  const profiles = Object.fromEntries(
    used.map((player) => [
      idOf(player),
      { type: 'api_key', provider: player.part.provider, key: player.key },
    ]),
  );
  const place = join(home, '.openclaw');
  const agent = join(place, 'agents', 'main', 'agent');
  mkdirSync(agent, { recursive: true, mode: 0o700 });
  const configPath = join(place, 'openclaw.json');
  write(configPath, {});
  write(join(agent, 'auth-profiles.json'), { version: 1, profiles });
  await keywatch.gateways.import(
    {
      gateway: 'openclaw',
      stateDir: place,
      configPath,
      agentDir: null,
      home,
      agent: null,
      provider: null,
      ids: [],
    },
    { door: 'local', program: 'keywatch gateway import', pid: 7340 },
  );
}
