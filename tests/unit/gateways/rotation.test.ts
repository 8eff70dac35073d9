import { describe, expect, it, test } from 'vitest';
import {
  composed,
  refusedFromConfig,
  refusedFromWorkspace,
  shellIsSkipped,
  shellSource,
  shellTimeoutMs,
} from '../../../src-main/gateways/environment/environment.ts';
import type { Generation } from '../../../src-main/gateways/generation.ts';
import { keysInEffect, rotatesOn } from '../../../src-main/gateways/environment/key-rotation.ts';
import { gatewayNamed } from '../../../src-main/gateways/systems.ts';
import cases from '../../fixtures/gateway-cases.json' with { type: 'json' };

const { system: openclaw } = gatewayNamed('openclaw');
const from = (values: Readonly<Record<string, string>>) =>
  composed([{ from: 'environment', values }]).variables;

describe('the keys a gateway tries', () => {
  test.each(cases.rotationKeys)('$id: $expected', ({ provider, env, primary, expected }) => {
    const own = primary === null ? null : { name: 'own', value: primary };
    const { keys } = keysInEffect(openclaw, provider, from(env as unknown as Record<string, string>), own);
    expect(keys.map(({ value }) => value)).toEqual(expected);
  });

  it('are told from those that it passes over, each with why', () => {
    const variables = from({ OPENCLAW_LIVE_OPENAI_KEY: 'live', OPENAI_API_KEYS: 'a', OPENAI_API_KEY: ' ' });
    const { keys, ignored } = keysInEffect(openclaw, 'openai', variables, null);
    expect(keys.map(({ name }) => name)).toEqual(['OPENCLAW_LIVE_OPENAI_KEY']);
    expect(ignored.map(({ name }) => name)).toEqual(['OPENAI_API_KEYS', 'OPENAI_API_KEY']);
  });

  it('a path where a key belongs is a key to the gateway, and is remarked upon', () => {
    const { keys } = keysInEffect(openclaw, 'openai', from({ OPENAI_API_KEY_FILE: '/run/secrets/x' }), null);
    expect(keys).toMatchObject([{ value: '/run/secrets/x', note: expect.stringContaining('a path') }]);
  });

  test('each member of the family has variables of its own', () => {
    const { system } = gatewayNamed('CoderClaw');
    const variables = from({ OPENCLAW_LIVE_OPENAI_KEY: 'other', CODERCLAW_LIVE_OPENAI_KEY: 'own' });
    expect(keysInEffect(system, 'openai', variables, null).keys.map(({ value }) => value)).toEqual(['own']);
  });
});

describe('an error lets a gateway go on to its next key', () => {
  const rows = cases.rotationErrors.flatMap(({ id, message, rotates }) =>
    Object.entries(rotates).map(([release, wanted]) => ({
      id,
      message,
      release: release as Generation,
      wanted,
    })),
  );
  test.each(rows)('$id, $release: $message ($wanted)', ({ message, release, wanted }) => {
    expect(rotatesOn(message, release)).toBe(wanted);
  });
});

describe('the environment of a gateway', () => {
  it('has each variable from the first place that sets it, and tells what did not get through', () => {
    const { variables, passedOver } = composed([
      { from: 'environment', values: { A: '1', EMPTY: '' } },
      { from: '.env', values: { A: '2', B: '2', EMPTY: 'later' } },
      { from: 'config', values: { B: '3', PATH: '/odd', C: '${A}', D: '4' }, refuses: refusedFromConfig },
    ]);
    expect(
      Object.fromEntries([...variables].map(([name, each]) => [name, `${each.value} ${each.from}`])),
    ).toEqual({
      A: '1 environment',
      EMPTY: ' environment',
      B: '2 .env',
      D: '4 config',
    });
    expect(passedOver.map(({ name }) => name)).toEqual(['A', 'EMPTY', 'B', 'PATH', 'C']);
  });

  it('takes no credentials from a working directory in later releases', () => {
    const refused = (generation: Generation) =>
      ['OPENAI_API_KEY', 'OPENCLAW_STATE_DIR', 'EDITOR'].filter(
        (name) => refusedFromWorkspace('OPENCLAW_', generation)(name, 'x') !== null,
      );
    expect(refused('2026.3.13')).toEqual([]);
    expect(refused('2026.5.28')).toEqual(['OPENAI_API_KEY', 'OPENCLAW_STATE_DIR']);
  });

  it('asks a login shell only where somebody opted in, and takes only keys from it', () => {
    const off: { enabled: boolean; timeoutMs: number | null } = { enabled: false, timeoutMs: null };
    const asked = (values: Record<string, string>, config = off) =>
      shellTimeoutMs(composed([{ from: 'environment', values }]), 'OPENCLAW_', config);
    expect(asked({})).toBeNull();
    expect(asked({ OPENCLAW_LOAD_SHELL_ENV: '1' })).toBe(15_000);
    expect(asked({ OPENCLAW_SHELL_ENV_TIMEOUT_MS: '200' }, { enabled: true, timeoutMs: 900 })).toBe(200);
    expect(asked({}, { enabled: true, timeoutMs: 900 })).toBe(900);
    const shell = shellSource({ OPENAI_API_KEY: 'k', HISTFILE: 'x', GROQ_API_KEY: ' ' });
    expect(shell.values).toEqual({ OPENAI_API_KEY: 'k' });
  });

  it('leaves the shell alone once any key is there, until the release that fills each gap', () => {
    const before = composed([{ from: 'environment', values: { GROQ_API_KEY: 'k' } }]);
    expect([shellIsSkipped(before, '2026.3.13'), shellIsSkipped(before, '2026.9.6')]).toEqual([true, false]);
  });
});
