import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSample, type Sample } from '../../src-main/demo/sample.ts';
import { composeCore } from '../../src-main/headless/compose-core.ts';
import { systemRandom } from '../../src-main/headless/ports.ts';
import type { ComposedCore } from '../../src-main/headless/owned-core.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import { createLog } from '../../src-main/machine/log.ts';

const dayMs = 86_400_000;

describe('the sample vault', () => {
  const lines: string[] = [];
  let sample: Sample;
  let core: ComposedCore;
  beforeAll(async () => {
    sample = openSample({
      directory: mkdtempSync(join(tmpdir(), 'keywatch-sample-')),
      clock: systemClock,
      random: systemRandom,
    });
    core = await composeCore({
      env: sample.env,
      home: sample.home,
      directory: sample.directory,
      log: createLog('warn', (line) => lines.push(line)),
      sample,
    });
    await sample.live(core.keywatch);
  }, 120_000);
  afterAll(() => {
    sample.remove();
  });

  it('shows forty profiles in every state there is', () => {
    const profiles = core.keywatch.profiles.list();
    expect(profiles).toHaveLength(40);
    expect(new Set(profiles.map(({ health }) => health.state))).toEqual(
      new Set(['healthy', 'cooldown', 'disabled', 'unknown']),
    );
    expect(new Set(profiles.map(({ expiry }) => expiry.status))).toEqual(
      new Set(['none', 'ok', 'expiring', 'expired']),
    );
    expect(profiles.some(({ health }) => health.limited)).toBe(true);
    expect(profiles.some(({ health }) => health.confirming)).toBe(true);
    expect(profiles.some(({ enabled }) => !enabled)).toBe(true);
    expect(profiles.filter(({ damaged }) => damaged)).toEqual([]);
  });

  it('has two ends on one day, one that is inferred, and profiles that a gateway uses', () => {
    const profiles = core.keywatch.profiles.list();
    const days = profiles.flatMap(({ expiry: { expiresAt } }) =>
      expiresAt === null ? [] : [new Date(expiresAt).toDateString()],
    );
    expect(new Set(days).size).toBeLessThan(days.length);
    expect(profiles.filter(({ expiry }) => expiry.inferred).map(({ name }) => name)).toEqual([
      'Build machine',
    ]);
    expect(profiles.filter(({ usedBy }) => usedBy.length > 0).map(({ id }) => id)).toEqual([
      'anthropic:work',
      'groq:fast-drafts',
      'openai:agents',
    ]);
  });

  it('says of itself that it is one', () => {
    expect(core.keywatch.state()).toMatchObject({ sample: true });
  });

  it('has lived through ninety days, incidents among them, and met no fault', () => {
    const history = core.keywatch.profiles.history('together:fine-tuning', { since: 0, limit: 5000 });
    const first = Math.min(...history.rows.map(({ at }) => at));
    expect(Date.now() - first).toBeGreaterThan(60 * dayMs);
    expect(history.incidents.length).toBeGreaterThanOrEqual(1);
    expect(lines).toEqual([]);
  });

  it('is answered as each provider answers: nothing that nobody understands', () => {
    const strange = core.keywatch.profiles
      .list()
      .filter(({ id }) =>
        core.keywatch.profiles
          .history(id, { since: 0, limit: 5000 })
          .rows.some(({ outcome }) => outcome === 'malformed'),
      );
    expect(strange.map(({ id }) => id)).toEqual([]);
  });

  it('goes on living: what a person asks is answered by the same far side', async () => {
    const [answer] = await core.keywatch.probes.test(['openai:work']);
    expect(answer).toMatchObject({ id: 'openai:work', outcome: 'ok' });
    const added = await core.keywatch.profiles.add({
      provider: 'openai',
      name: 'Mine',
      secret: `sk-proj-${'Z9'.repeat(60)}`,
    });
    const [mine] = await core.keywatch.probes.test([added.id]);
    expect(mine).toMatchObject({ outcome: 'invalid' });
  });

  it('leaves nothing', async () => {
    expect(statSync(sample.directory).mode & 0o777).toBe(0o700);
    await core.close();
    sample.remove();
    expect(existsSync(sample.directory)).toBe(false);
  });
});
