import { expect, it } from 'vitest';
import { aroundOf, fileMeant } from '../../../src-main/connecting/meant-place.ts';
import { toolNamed, tools } from '../../../src-main/connecting/tools.ts';
import { placeVariables } from '../../../src-main/connecting/place-variables.ts';
import { systemSurroundings } from '../../../src-main/machine/gateway-surroundings.ts';

const parts = {
  env: { CODEX_HOME: '/core/codex' },
  files: {
    home: '/core',
    read: () => Promise.reject(new Error('unread')),
    stat: () => Promise.resolve(null),
  },
  aroundGateway: ({ env, home }: { env: Readonly<Record<string, string | undefined>>; home: string }) =>
    systemSurroundings({ env, home, now: 0 }),
};
const there = { home: '/shell', cwd: '/shell', env: { CODEX_HOME: '/shell/codex' } };

it('a program of this user says where its tools are, a page does not', () => {
  const codex = toolNamed('codex');
  const own = aroundOf({}, { door: 'browser' }, parts);
  expect(fileMeant(codex, own, undefined, null)).toBe('/core/codex/config.toml');
  const told = aroundOf({ around: there }, { door: 'local' }, parts);
  expect(fileMeant(codex, told, undefined, null)).toBe('/shell/codex/config.toml');
  for (const door of ['browser', 'desktop'] as const)
    for (const input of [{ around: there }, { file: '/etc/passwd' }])
      expect(() => aroundOf(input, { door }, parts)).toThrow(
        'A window changes a tool only where Keywatch finds it',
      );
});

it('every variable that moves a tool’s configuration is one that a shell passes on', () => {
  const read = new Set<string>();
  const env = new Proxy({}, { get: (_, name) => void read.add(String(name)) });
  for (const platform of ['linux', 'win32', 'darwin'] as const)
    for (const tool of tools) tool.file({ env, home: '/h', cwd: '/h', platform });
  const passed = new Set<string>(placeVariables);
  // An agent's directory holds its store, never the configuration.
  expect([...read].filter((name) => !passed.has(name) && !name.endsWith('_AGENT_DIR'))).toEqual([]);
});
