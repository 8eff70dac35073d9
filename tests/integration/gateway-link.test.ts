import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentDirectory, putConfig, putJson, type PeerDocument } from '../fixtures/gateway-homes.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { gatewayBench, type GatewayBench } from '../fixtures/linked-gateway.ts';

let bench: GatewayBench;
beforeEach(async () => {
  bench = await gatewayBench();
});
afterEach(() => bench.end());

const storeOf = (stateDir: string, agent = 'main') =>
  join(agentDirectory(stateDir, agent), 'auth-profiles.json');
const read = (path: string) => readFileSync(path, 'utf8');
const leaks = (secret: string) => leaksOf(secret, filesBelow(bench.home));

/** An invented secret of which no piece stands in another one. */
const keyOf = (name: string, prefix = 'invented-') => (prefix + `${name}.`.repeat(40)).slice(0, 96);
const setupToken = keyOf('manual', 'sk-ant-oat01-');

/** Some profiles of every type, with fields that nobody knows. */
const store: PeerDocument = {
  version: 1,
  laterField: { nobody: 'knows this' },
  profiles: {
    'anthropic:default': {
      type: 'api_key',
      provider: 'anthropic',
      key: keyOf('default'),
      email: 'one@example.com',
      unheardOf: [1, 2, 3],
    },
    'anthropic:manual': {
      type: 'token',
      provider: 'anthropic',
      token: setupToken,
      expires: 1_900_000_000_000,
    },
    'openai-codex:me@example.com': {
      type: 'oauth',
      provider: 'openai-codex',
      access: keyOf('access'),
      refresh: keyOf('refresh'),
      expires: 1_900_000_000_000,
    },
    'groq:spare': { mode: 'api_key', provider: 'groq', apiKey: keyOf('spare') },
  },
  order: { anthropic: ['anthropic:manual', 'anthropic:default'] },
  usageStats: { 'groq:spare': { lastUsed: 1, errorCount: 1 } },
};
const linkable = [keyOf('default'), setupToken, keyOf('spare')];

const config = `// Written by hand.
{
  meta: { lastTouchedVersion: '2026.5.28' },
  agents: { defaults: { model: 'anthropic/claude' } }, // the usual one
  /* nobody knows this */
  unheardOf: [1, 2, 3,],
}
`;

const launcherOf = ({ reader }: { reader: string }) =>
  join(bench.core.directory, 'launchers', `keywatch-${reader}`);

function ordinary(): { stateDir: string; path: string; config: string } {
  const stateDir = bench.stateOf('openclaw');
  putJson(stateDir, store);
  return { stateDir, path: storeOf(stateDir), config: putConfig(stateDir, 'openclaw', config) };
}

describe('linking a gateway', () => {
  it('puts references where keys stood, and changes no other byte', async () => {
    const { path, config: configPath } = ordinary();
    const before = read(path);
    const plan = await bench.link('openclaw');
    expect(plan.profiles.map(({ id, state, as }) => [id, state, as])).toEqual([
      ['anthropic:default', 'link', 'anthropic:default'],
      ['anthropic:manual', 'link', 'claude-code:manual'],
      ['openai-codex:me@example.com', 'left', null],
      ['groq:spare', 'link', 'groq:spare'],
    ]);
    const meant = before
      .replace(
        `"key": "${keyOf('default')}"`,
        '"keyRef": { "source": "exec", "provider": "keywatch", "id": "anthropic/default" }',
      )
      .replace(
        `"token": "${setupToken}"`,
        '"tokenRef": { "source": "exec", "provider": "keywatch", "id": "claude-code/manual" }',
      )
      .replace(
        `"apiKey": "${keyOf('spare')}"`,
        '"keyRef": { "source": "exec", "provider": "keywatch", "id": "groq/spare" }',
      );
    expect(read(path)).toBe(meant);
    expect(read(configPath)).toBe(
      config.replace(
        'unheardOf: [1, 2, 3,],\n',
        `unheardOf: [1, 2, 3,],
  secrets: {
    "providers": {
      "keywatch": {
        "source": "exec",
        "command": "${launcherOf(plan)}",
        "passEnv": [
          "HOME",
          "DBUS_SESSION_BUS_ADDRESS",
          "XDG_RUNTIME_DIR",
          "CREDENTIALS_DIRECTORY",
          "KEYWATCH_PASSPHRASE_FILE",
          "KEYWATCH_KEY_FILE"
        ],
        "timeoutMs": 15000
      }
    }
  },
`,
      ),
    );
    for (const secret of linkable) expect(leaks(secret)).toEqual([]);
    for (const login of ['access', 'refresh'])
      expect(leaks(keyOf(login))).toContainEqual(expect.stringContaining('auth-profiles.json: as it is'));
  });
});
