import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAlerts, type Alerts } from '../../../src-main/alerts/alerts.ts';
import { messageDocument, cleaned } from '../../../src-main/alerts/message.ts';
import type { History } from '../../../src-main/health/history.ts';
import { openHistory } from '../../../src-main/health/open-history.ts';
import type { Request } from '../../../src-main/ports.ts';
import type { Settings } from '../../../src-shared/contract-schema.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';
import { day, now, seen, stored, viewed } from '../../fixtures/profiles.ts';
import { inventedKeys } from '../../fixtures/real-core.ts';
import { virtualTime, type VirtualTime } from '../health/virtual-time.ts';

const minute = 60_000;
const hour = 60 * minute;

let directory: string;
let time: VirtualTime;
let history: History;
let settings: Settings;
/** What the far side got, and what it answers. */
let sent: Request[];
let status: number;
/** What the desktop shows of its own accord; null on a host that shows nothing. */
let shownHere: string[] | null;
let ids: string[];
let isPrivate: boolean;
let alerts: Alerts;

const log = { error() {}, warn() {}, info() {}, debug() {} };
const sentTitles = () => sent.map(({ body }) => (JSON.parse(body ?? '') as { title: string }).title);
const standing = () =>
  viewed(
    ids.map((id) => stored(id, { expiresAt: now + 5 * day, expiryFrom: 'user' })),
    ids.map((id) => seen(id)),
    { now: time.clock.now() },
  );

function start() {
  history = openHistory(join(directory, 'history.sqlite'));
  alerts = createAlerts({
    clock: time.clock,
    history,
    log,
    settings: () => settings,
    scene: () => ({ profiles: standing(), troubles: [] }),
    isPrivate: () => isPrivate,
    notifier: { shows: shownHere !== null, show: ({ title }) => void shownHere?.push(title) },
    async fetch(request) {
      sent.push(request);
      return { status, headers: {}, body: (async function* () {})() };
    },
    spawn: () => Promise.reject(new Error('no program is run here')),
    files: { home: '', read: () => Promise.reject(new Error()), stat: () => Promise.resolve(null) },
    env: {},
    onChange() {},
  });
}
function end() {
  alerts.stop();
  history.close();
}
const passed = async (ms: number) => {
  await time.pass(ms);
  alerts.update();
  await time.pass(0);
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-delivery-'));
  time = virtualTime(now);
  settings = {
    ...defaultSettings,
    notify: { by: 'webhook', url: 'https://example.invalid/told', authorization: null, form: 'json' },
  };
  sent = [];
  status = 200;
  shownHere = null;
  ids = ['a:x'];
  isPrivate = false;
  start();
});
afterEach(() => {
  end();
  rmSync(directory, { recursive: true, force: true });
});

test('each once, however often one looks, and after a restart', async () => {
  await passed(0);
  await passed(hour);
  end();
  start();
  await passed(hour);
  expect(sentTitles()).toEqual(['X expires in 5 days']);
});

test('while a person wants privacy, what the screen shows names no profile; what goes elsewhere does', async () => {
  end();
  shownHere = [];
  isPrivate = true;
  start();
  await passed(0);
  expect(shownHere).toEqual(['A expires in 5 days']);
  expect(sentTitles()).toEqual(['X expires in 5 days']);
});

test('in quiet hours nothing goes out; it does when they are over, and once', async () => {
  const at = new Date(now);
  const from = at.getHours() * 60 + at.getMinutes();
  settings = { ...settings, quietHours: { from, to: (from + 90) % 1440 } };
  await passed(0);
  await passed(80 * minute);
  expect(sent).toEqual([]);
  const asked = await alerts.calls.tell();
  expect(asked).toMatchObject({ tells: true, told: [] });
  expect((asked.quietUntil ?? 0) - time.clock.now()).toBeLessThanOrEqual(10 * minute);
  await time.pass(11 * minute);
  expect(sentTitles()).toHaveLength(1);
  await passed(30 * hour);
  expect(sentTitles().filter((title) => title.includes('5 days'))).toHaveLength(1);
});

test('what did not arrive goes out again a quarter of an hour later, by the clock alone, and then no more', async () => {
  status = 500;
  await passed(0);
  await time.pass(3_000);
  // At once, and once more two seconds later.
  expect(sent).toHaveLength(2);
  await passed(minute);
  await passed(minute);
  expect(sent).toHaveLength(2);
  expect(alerts.calls.undelivered()).toMatchObject({ at: now + 2_000 });
  status = 200;
  await time.pass(15 * minute);
  expect(sent).toHaveLength(3);
  expect(alerts.calls.undelivered()).toBeNull();
  await passed(2 * hour);
  expect(sent).toHaveLength(3);
});

test('many at once stay one notice when it has to go out again', async () => {
  ids = Array.from({ length: 8 }, (_, n) => `a:x${n}`);
  status = 400;
  await passed(0);
  await passed(minute);
  expect(sentTitles()).toEqual(['8 things need a look']);
  status = 200;
  await passed(15 * minute);
  expect(sentTitles()).toEqual(['8 things need a look', '8 things need a look']);
  await passed(hour);
  expect(sent).toHaveLength(2);
});

test('an app shows a notice itself and sends it too; while sending fails it is shown once', async () => {
  end();
  shownHere = [];
  start();
  status = 400;
  await passed(0);
  await passed(20 * minute);
  expect(shownHere).toEqual(['X expires in 5 days']);
  expect(sent).toHaveLength(2);
  status = 200;
  await passed(20 * minute);
  expect(shownHere).toEqual(['X expires in 5 days']);
  expect(sent).toHaveLength(3);
});

test('another way is tried at once', async () => {
  status = 400;
  await passed(0);
  settings = { ...settings, notify: { by: 'desktop' } };
  shownHere = [];
  alerts.reconsider();
  await passed(0);
  expect(shownHere).toEqual(['X expires in 5 days']);
  expect(alerts.calls.undelivered()).toBeNull();
});

test('nothing of the form of a key leaves, wherever it came from', () => {
  const message = cleaned({
    id: 'one',
    kind: 'stopped',
    severity: 'bad',
    profile: 'a:x',
    provider: 'a',
    title: `${inventedKeys.openai} stopped working`,
    body: `Key ${inventedKeys.anthropic} was refused.`,
    at: now,
  });
  for (const key of [inventedKeys.openai, inventedKeys.anthropic])
    expect(messageDocument(message)).not.toContain(key.slice(0, 24));
});
