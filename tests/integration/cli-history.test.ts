import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHistory } from '../../src-main/health/open-history.ts';
import { runCli, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const hour = 3_600_000;
const day = 24 * hour;
let home: string;
let env: Environment;
let now: number;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-cli-'));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
  now = Date.now();
  const words = ['auth', 'add', '--provider', 'anthropic', '--name', 'Work', '--key', '-', '--no-probe'];
  expect(await runCli(env, words, inventedKeys.anthropic)).toMatchObject({ code: 0 });
  const history = openHistory(join(home, 'data', 'history.sqlite'));
  for (let n = 0; n < 400; n++) {
    const at = now - 100 * day + n * 6 * hour;
    const wrong = n >= 390 && n < 394;
    history.addAnswer('anthropic:work', {
      at,
      outcome: wrong ? 'no_credit' : 'ok',
      httpStatus: wrong ? 400 : 200,
      latencyMs: 180,
      message: wrong ? 'Your credit balance is too low.' : null,
      host: 'api.anthropic.com',
    });
  }
  while (history.tidy(now));
  for (let n = 0; n < 5; n++)
    history.addAccess({
      at: now - n * 9 * hour,
      id: 'anthropic:work',
      action: 'run',
      door: 'local',
      program: 'x',
      pid: n,
    });
  history.close();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const run = (...words: string[]) => runCli(env, words);
async function document(...words: string[]) {
  const { code, stdout } = await run(...words, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout) as { [name: string]: { [name: string]: unknown }[] };
}

describe('keywatch history', () => {
  test('tells incidents with their cause, days and rows, alike with an owner and without', async () => {
    const alone = await document('history', 'work', '--days', '120', '--limit', '5000');
    expect(alone).toMatchObject({ schema: 'keywatch.history/1', id: 'anthropic:work' });
    expect(alone['incidents']).toEqual([
      {
        from: new Date(now - 100 * day + 390 * 6 * hour).toISOString(),
        to: new Date(now - 100 * day + 394 * 6 * hour).toISOString(),
        kind: 'cooldown',
        outcome: 'no_credit',
        message: 'Your credit balance is too low.',
        host: 'api.anthropic.com',
      },
    ]);
    expect(alone['days']?.at(-1)).toMatchObject({ counts: { ok: 4 }, p50: 180, p95: 180 });
    const counted = alone['days']?.reduce((sum, each) => sum + (each['counts'] as { ok: number }).ok, 0) ?? 0;
    expect(counted + (alone['rows']?.length ?? 0)).toBe(400);
    const serving = await startServe(env);
    try {
      expect(await document('history', 'work', '--days', '120', '--limit', '5000')).toEqual(alone);
    } finally {
      await serving.stop('SIGTERM');
    }
  });

  test('shows as much as is asked for', async () => {
    expect((await document('history', 'work', '--limit', '7'))['rows']).toHaveLength(7);
    expect((await document('history', 'work', '--since', '36h'))['rows']).toHaveLength(5);
    expect((await document('history', 'work', '--days', '1'))['incidents']).toEqual([]);
    for (const wrong of [
      ['--limit', '0'],
      ['--limit', 'many'],
      ['--days', '-1'],
      ['--days', '1.5'],
    ])
      expect((await run('history', 'work', ...wrong)).code).toBe(64);
    expect((await run('history', 'work', '--since', 'whenever')).code).not.toBe(0);
  });

  test('puts what went wrong first, and rows under their days', async () => {
    const { stdout } = await run('history', 'work', '--limit', '12');
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('Incidents');
    expect(lines[2]).toMatch(/24 h|1 day/);
    expect(lines[2]).toContain('no_credit');
    const heads = lines.filter((line) => /^\w+day \d+ \w+ \d{4}$/.test(line));
    expect(heads.length).toBeGreaterThanOrEqual(3);
    expect(new Set(heads).size).toBe(heads.length);
  });
});

test('keywatch log shows the newest accesses under their days, as many as asked for', async () => {
  const { entries } = await document('log', '--limit', '3');
  expect(entries?.map(({ pid }) => pid)).toEqual([0, 1, 2]);
  const { stdout } = await run('log');
  expect(stdout).toMatch(/^When +ID/);
  expect(stdout.match(/^\w+day \d+ \w+ \d{4}$/gm)?.length).toBeGreaterThanOrEqual(2);
});
