// The window in a real browser at the browser door: how soon it is there, and how it bears typing, scrolling and answers.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { WebSocket } from 'ws';
import { readBrowser } from '../scripts/browser.mjs';
import { createPeerClient } from '../src-shared/peer-client.ts';
import { inMs, spread } from './measure.mjs';
import { bundled } from './probe.mjs';
import { takeNotes } from './window-page.mjs';

const command = join(import.meta.dirname, '../dist/cli/keywatch.cjs');
const providers = ['anthropic', 'openai', 'google', 'openrouter', 'deepseek', 'together'];
const loads = 7;
const words = ['421', 'anthropic 13', 'open 7', 'profile 99', 'deep 20'];
const answers = 1000;
const callsAtOnce = 16;
const answered = {
  method: 'GET',
  path: '/v1/models',
  answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"data":[{"id":"m"}]}' },
};

const goals = {
  500: { first: 400, usable: null, key: 50, scroll: 50 },
  5000: { first: null, usable: 1000, key: 350, scroll: null, delay: 100, heap: 120 },
};

export async function window(report) {
  const { executablePath, reason } = readBrowser();
  if (reason !== null) throw new Error(`There is no browser to measure in: ${reason}`);
  if (!existsSync(command)) throw new Error('Nothing is built yet: npm run build');
  const directory = mkdtempSync(join(tmpdir(), 'keywatch-bench-'));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    executablePath,
    args: ['--disable-background-networking', ...asRoot],
  });
  try {
    const { fill } = await bundled(join(directory, 'core'));
    for (const [count, goal] of Object.entries(goals)) {
      const home = join(directory, count);
      await fill(home, Number(count), ['http://127.0.0.1:9'], providers);
      const serving = await serve(home);
      try {
        await measure(browser, serving.url, Number(count), goal, report);
      } finally {
        await serving.stop();
      }
    }
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One line of the report; with a goal where there is one. */
function atMost(what, said, value, most, unit = 'ms') {
  return { what, said, ...(most && { goal: `≤ ${most} ${unit}`, reached: value <= most }) };
}

async function measure(browser, url, count, goal, report) {
  const first = [];
  const usable = [];
  let page = null;
  for (let load = -1; load < loads; load++) {
    await page?.context().close();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript(takeNotes);
    await page.goto(url);
    await page.waitForFunction((rows) => document.querySelector(`[aria-rowcount="${rows}"]`), count + 1);
    await page.waitForFunction(() => Reflect.get(globalThis, 'notes').rowsAt !== null);
    const seen = await page.evaluate(() => ({
      first: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      rows: Reflect.get(globalThis, 'notes').rowsAt,
    }));
    // The first load fills the browser's own caches.
    if (load < 0) continue;
    first.push(seen.first);
    usable.push(seen.rows);
  }
  const named = `${count} profiles`;
  report([
    atMost(`${named}: first content`, inMs(spread(first)), spread(first).median, goal.first),
    atMost(`${named}: rows to use`, inMs(spread(usable)), spread(usable).median, goal.usable),
  ]);

  const keys = (await typing(page, words)).filter(({ paintMs }) => paintMs !== null);
  const key = p95(keys.map(({ paintMs }) => paintMs));
  const scroll = Math.max(0, ...(await scrolling(page)));
  report([
    atMost(
      `${named}: key to painted rows, p95 of ${keys.length}`,
      `${key.toFixed(1)} ms, ${inMs(spread(keys.map(({ paintMs }) => paintMs)))}`,
      key,
      goal.key,
    ),
    atMost(
      `${named}: the longest task while scrolling`,
      scroll === 0 ? 'under 50 ms' : `${scroll.toFixed(0)} ms`,
      scroll,
      goal.scroll,
    ),
  ]);
  if (goal.delay === undefined) return page.context().close();

  const tookMs = burst(url);
  const held = (await typing(page, words)).map(({ delayMs }) => delayMs);
  const delay = p95(held);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const heap = (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  report([
    atMost(
      `… input delay, p95 of ${held.length}, ${answers} answers in ${(await tookMs).toFixed(0)} ms`,
      `${delay.toFixed(1)} ms, at most ${Math.max(...held).toFixed(1)} ms`,
      delay,
      goal.delay,
    ),
    atMost('… JS heap after that', `${heap.toFixed(1)} MB`, heap, goal.heap, 'MB'),
  ]);
  await page.context().close();
}

/** Types each word into the search and takes it out again, as a quick typist does; gives what each key met. */
async function typing(page, all) {
  const before = await page.evaluate(() => Reflect.get(globalThis, 'notes').keys.length);
  await page.getByRole('searchbox').focus();
  for (const word of all) {
    for (const key of [...word, ...Array.from(word, () => 'Backspace')]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(key === 'Backspace' ? 60 : 90);
      await page.evaluate(() => Reflect.get(globalThis, 'notes').rested());
    }
  }
  return page.evaluate((from) => Reflect.get(globalThis, 'notes').keys.slice(from), before);
}

/** Scrolls to the end and back by the wheel; gives the tasks of more than 50 ms meanwhile. */
async function scrolling(page) {
  const since = await page.evaluate(() => performance.now());
  await page.mouse.move(600, 500);
  for (const step of [400, -400])
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, step);
      await page.waitForTimeout(16);
    }
  return page.evaluate(
    (from) =>
      Reflect.get(globalThis, 'notes')
        .longTasks.filter(({ at }) => at >= from)
        .map(({ ms }) => ms),
    since,
  );
}

/** So many answers of real traffic within a second, told by another client; gives how long the core took for them. */
async function burst(url) {
  const { client, leave } = await enter(url);
  const { profiles } = await client.profiles.list({});
  const begun = performance.now();
  const waiting = profiles.slice(0, answers).entries();
  const tell = async () => {
    for (const [index, { id }] of waiting) {
      // No sooner than it would come if they were spread over the second.
      const early = begun + index * (1000 / answers) - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      await client.probes.report({ id, from: 'bench', latencyMs: 100 + (index % 400), ...answered });
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, tell));
  const tookMs = performance.now() - begun;
  leave();
  return tookMs;
}

/** A second client at the browser door. */
async function enter(url) {
  const { host, hash } = new URL(url);
  const socket = new WebSocket(`ws://${host}/door`, { origin: `http://${host}` });
  await new Promise((resolve) => socket.once('open', resolve));
  const greeted = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ token: hash.slice('#t='.length) }));
  await greeted;
  const client = createPeerClient({
    send: (frame) => socket.send(frame),
    onFrame: (listener) => socket.on('message', (data) => listener(String(data))),
    onClose: (listener) => socket.on('close', () => listener('closed')),
  });
  return { client, leave: () => socket.close() };
}

async function serve(home) {
  const child = spawn(process.execPath, [command, 'serve', '--json'], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      KEYWATCH_HOME: home,
      KEYWATCH_NO_KEYRING: '1',
      KEYWATCH_OFFLINE: '1',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then((code) => reject(new Error(`keywatch serve ended with ${code}`)));
  });
  return {
    url: JSON.parse(line).url,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function p95(numbers) {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(0.95 * sorted.length))] ?? 0;
}
