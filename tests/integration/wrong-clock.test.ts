import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readerOfFiles } from '../../src-cli/file-reader.ts';
import { statusLines } from '../../src-cli/commands/status-lines.ts';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { headlessSlots } from '../../src-main/headless/headless-slots.ts';
import { nodeFetch } from '../../src-main/headless/node-fetch.ts';
import { composeOwned, type ComposedCore } from '../../src-main/headless/owned-core.ts';
import { noPower } from '../../src-main/headless/ports.ts';
import {
  captivePortal,
  invalidKey,
  modelList,
  redirectTo,
  startFakeProvider,
  type FakeAnswer,
  type FakeProvider,
} from '../fixtures/fake-provider.ts';
import { inventedKeys, listeningLog } from '../fixtures/real-core.ts';
import { virtualTime, type VirtualTime } from '../unit/health/virtual-time.ts';

const minute = 60_000;
const day = 86_400_000;
const year = 365 * day;
const env = { KEYWATCH_NO_KEYRING: '1' };

// Our clock is a virtual one, so that it can be wrong and pass; the core, the servers and the files are real.
describe("a machine's clock that is wrong", () => {
  let home: string;
  let one: FakeProvider;
  let other: FakeProvider;
  let time: VirtualTime;
  let core: ComposedCore;
  let told: string[];

  const open = () =>
    composeOwned(
      { env, home, directory: home, clock: time.clock, log: listeningLog(), ownerWaitMs: 0, busy: 'busy' },
      () => ({
        version: '0.0.0',
        capabilities: { tray: true, loginItem: false, notifications: true },
        document: openConfStore(home),
        keySlots: headlessSlots({ env, directory: home }),
        fetch: nodeFetch,
        online: { isOnline: () => true },
        notifier: { shows: true, show: ({ title }) => void told.push(title) },
        power: noPower,
      }),
    );

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'keywatch-clock-'));
    one = await startFakeProvider();
    other = await startFakeProvider();
    time = virtualTime(Date.now());
    told = [];
    core = await open();
  });
  afterEach(async () => {
    await core.close();
    await one.close();
    await other.close();
    await rm(home, { recursive: true, force: true });
  });

  const now = () => time.clock.now();
  /** The providers answer, dated by a clock that ours is ahead of by so much. */
  const answer = (offByMs: number, given: FakeAnswer = modelList) => {
    if (!('status' in given)) throw new Error('only an answer can be dated');
    const dated = { ...given, headers: { ...given.headers, date: new Date(now() - offByMs).toUTCString() } };
    for (const provider of [one, other]) provider.script('*', [dated]);
  };
  /** A profile at each provider; the first one ends then. */
  const add = async (expiresAt: number) => {
    const add = (name: string, secret: string, baseUrl: string, more: object = {}) =>
      core.keywatch.profiles.add({ secret, name, baseUrl, probe: false, ...more });
    await add('Work', inventedKeys.anthropic, one.url, { expiresAt });
    await add('Home', inventedKeys.anthropicOther, other.url);
  };
  const test = (...names: string[]) => core.keywatch.probes.test(names.map((name) => `anthropic:${name}`));
  const work = () => core.keywatch.profiles.get('anthropic:work');
  const offBy = () => core.keywatch.state().clock?.offByMs ?? null;
  const aboutMs = (ms: number) => expect.closeTo(ms, -4);

  it.each([
    ['10 minutes ahead', 10 * minute],
    ['10 minutes behind', -10 * minute],
    ['a year ahead', year],
    ['a year behind', -year],
  ])('%s, is noticed by the second host, told at every door, and not once it is right', async (_, off) => {
    await add(now() + 2 * year);
    answer(off);
    await test('work');
    expect(offBy()).toBeNull();
    await test('home');
    expect(offBy()).toEqual(aboutMs(off));
    const { clock, sentence } = core.keywatch.status({});
    expect(clock?.offByMs).toBe(offBy());
    expect(sentence).toContain(
      `clock is ${Math.abs(off) === year ? '12 months' : '10 min'} ${off > 0 ? 'ahead' : 'behind'}`,
    );

    answer(0);
    await test('home');
    expect(offBy()).toBeNull();
  });

  it('one host is believed when it says so twice in a row', async () => {
    await add(now() + year);
    answer(10 * minute);
    await test('work');
    expect(offBy()).toBeNull();
    await test('work');
    expect(offBy()).toEqual(aboutMs(10 * minute));
  });

  it.each([
    ['a log-in page', captivePortal],
    ['a redirect', redirectTo('https://elsewhere.example/')],
    ['a gateway without a provider behind it', { status: 502, body: '{}' } satisfies FakeAnswer],
    ['an answer that cannot be read', { status: 200, body: 'welcome' } satisfies FakeAnswer],
  ])('says nothing in %s', async (_, given) => {
    await add(now() + year);
    answer(year, given);
    await test('work', 'home');
    await test('work', 'home');
    expect(offBy()).toBeNull();
  });

  it('ahead, expires nothing whose time has not come', async () => {
    await add(now() - 200 * day);
    expect(work()).toMatchObject({ available: false, unavailableReason: 'expired' });
    answer(year);
    await test('work', 'home');
    expect(work()).toMatchObject({
      available: true,
      expiry: { status: 'ok', expiresAt: expect.any(Number) },
    });
    // The rest goes by our own clock: ages are told by it.
    expect(work().lastAnswer?.at).toBe(now());
  });

  it('behind, lets nothing serve whose time is over, and reads a refusal as its end', async () => {
    await add(now() + 100 * day);
    answer(-year);
    await test('work', 'home');
    expect(work()).toMatchObject({ available: false, unavailableReason: 'expired' });
    answer(-year, invalidKey);
    const [said] = await test('work');
    expect(said).toMatchObject({ outcome: 'expired', health: { state: 'disabled', reason: 'expired' } });
  });

  it('lets an end come, and its notice, when it comes in the world', async () => {
    await add(now() - year + 20 * day);
    answer(year);
    await test('work', 'home');
    core.keywatch.probes.pause(null);
    core.keywatch.start();
    expect(told).toEqual(['Work expires in 20 days']);
    await time.pass(6 * day - minute);
    expect(told).toHaveLength(1);
    await time.pass(2 * minute);
    expect(told.slice(1)).toEqual(['Work expires in 14 days']);
    expect(work().expiry.status).toBe('expiring');
    await time.pass(14 * day - 2 * minute);
    expect(work().expiry.status).toBe('expiring');
    await time.pass(3 * minute);
    expect(work().expiry.status).toBe('expired');
    expect(told.at(-1)).toBe('Work has expired');
  });

  it('keeps waits by our own clock, however they are told', async () => {
    await add(now() + year);
    answer(year);
    await test('work', 'home');
    const until = now() - year + 30 * minute;
    const resting = {
      status: 429,
      headers: { 'retry-after': new Date(until).toUTCString() },
      body: { error: {} },
    };
    answer(year, resting);
    await test('work');
    const { health } = work();
    expect(health).toMatchObject({ state: 'cooldown' });
    expect(Math.abs((health.cooldownUntil ?? 0) - (now() + 30 * minute))).toBeLessThan(2_000);
  });

  it('is known after a restart, and to a status that asks nobody', async () => {
    await add(now() - 200 * day);
    answer(year);
    await test('work', 'home');
    await core.close();

    const reader = readerOfFiles({ directory: home, now });
    const status = await reader.status({});
    expect(status.clock?.offByMs).toEqual(aboutMs(year));
    expect(status).toMatchObject({ exit: 0, summary: { expired: 0 } });
    const lines = statusLines(status, { width: 200, colour: false, now: now() }).join('\n');
    expect(lines).toContain('clock is 12 months ahead');
    expect(lines).toContain('in 5 months');

    core = await open();
    expect(offBy()).toEqual(aboutMs(year));
    expect(work().available).toBe(true);
  });

  it('that nobody doubts is not written about', async () => {
    await add(now() + year);
    answer(0);
    await test('work', 'home');
    await test('work', 'home');
    await core.close();
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(join(home, 'history.sqlite'), { readOnly: true });
    expect(db.prepare("SELECT * FROM notes WHERE name = 'clock'").all()).toEqual([]);
    db.close();
    core = await open();
  });
});
