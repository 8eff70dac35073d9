import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeCore } from '../../src-main/headless/compose-core.ts';
import type { Keywatch } from '../../src-main/core.ts';
import { listBackups } from '../../src-main/vault/backup-names.ts';
import { quietLog } from '../fixtures/vaults/memory-vault.ts';
import { bundle } from './bundle.ts';
import { claim, rounds, seed } from './claim.ts';
import { after, choices, type Act, type Choices, type Held, type State } from './vault-model.ts';
import type { Said } from './vault-writer.ts';

const kills = rounds(1_000, 25);
/** Two directories at once: while one is looked at, the other is written. */
const lanes = 2;
/** A directory is left for a fresh one after so many kills, so that first starts are killed too. */
const killsPerHome = 40;

const root = mkdtempSync(join(tmpdir(), 'keywatch-killed-'));
const writers = new Set<Writer>();
beforeAll(async () => {
  writeFileSync(join(root, 'other.key'), Buffer.alloc(32, 7), { mode: 0o600 });
  await bundle('vault-writer.ts', join(root, 'writer.mjs'));
}, 60_000);
afterAll(() => {
  for (const { child } of writers) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

interface Writer {
  child: ChildProcessByStdio<Writable, Readable, Readable>;
  loaded: Promise<unknown>;
  lines: string[];
  stderr: string;
}

/** Loaded and waiting for its word: loading takes longer than all it does until it is killed. */
function startWriter(home: string, writerSeed: number): Writer {
  const child = spawn(process.execPath, [join(root, 'writer.mjs'), home, String(writerSeed)], {
    env: { NODE_COMPILE_CACHE: join(root, 'compiled') },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const writer: Writer = { child, loaded: once(child.stdout, 'data'), lines: [], stderr: '' };
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    writer.lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (writer.stderr += chunk));
  writers.add(writer);
  return writer;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets it come so far and work for a random while, then kills it; gives what it said meanwhile. */
async function killed(writer: Writer, pick: Choices): Promise<Said[]> {
  const { child } = writer;
  await writer.loaded;
  child.stdin.write('go\n');
  // None: it is killed while it starts. One line more says that it is open, then two are one change.
  const lines = pick.below(5) === 0 ? 1 : 2 + pick.below(10);
  while (writer.lines.length < lines && child.exitCode === null) await pause(1);
  await pause(pick.below(30));
  child.kill('SIGKILL');
  await once(child, 'close');
  writers.delete(writer);
  expect({ stderr: writer.stderr, signal: child.signalCode }).toEqual({ stderr: '', signal: 'SIGKILL' });
  return writer.lines.slice(1).map((line) => JSON.parse(line) as Said);
}

/** What the vault held at each generation of one directory. */
type Past = Map<number, State>;

interface Tally {
  acknowledged: number;
  inFlight: number;
  inFlightDone: number;
  backups: number;
  byAct: Partial<Record<Act['do'], number>>;
}

/** Plays what was said over the past; gives the change that was in flight, or null. */
function play(said: readonly Said[], past: Past, from: number, tally: Tally) {
  let generation = from;
  let inFlight: Act | null = null;
  const at = (earlier: number) => past.get(earlier) ?? new Map<string, Held>();
  for (const line of said) {
    if ('open' in line) expect(line.open).toBe(generation);
    else if ('will' in line) inFlight = line.will;
    else if (inFlight !== null) {
      expect(line.done).toBe(generation + 1);
      past.set(line.done, after(at(generation), inFlight, at));
      generation = line.done;
      tally.acknowledged += 1;
      tally.byAct[inFlight.do] = (tally.byAct[inFlight.do] ?? 0) + 1;
      inFlight = null;
    }
  }
  return { generation, inFlight, at };
}

const env = { KEYWATCH_NO_KEYRING: '1', KEYWATCH_OFFLINE: '1', PATH: '' };
const caller = { door: 'local', program: 'torture', pid: null, action: 'reveal' } as const;

async function found(keywatch: Keywatch): Promise<State> {
  const state = new Map<string, Held>();
  for (const { id, notes } of keywatch.profiles.list())
    state.set(id, { secret: await keywatch.profiles.reveal(id, caller), notes });
  return state;
}

const mayLie = /^(backups|vault\.json|vault\.key|owner\.lock(-journal)?|history\.sqlite(-wal|-shm)?)$/;

/** Opens what was left and holds it against what was said. */
async function examine(home: string, said: readonly Said[], past: Past, from: number, tally: Tally) {
  const { generation, inFlight, at } = play(said, past, from, tally);
  const { keywatch, close } = await composeCore({ env, home, directory: home, log: quietLog });
  try {
    const { vault } = keywatch.state();
    expect({ state: vault.state, reason: vault.reason }).toEqual({ state: 'open', reason: null });
    const now = await found(keywatch);
    const { generation: reached } = await keywatch.vault.status();
    if (inFlight !== null) tally.inFlight += 1;
    if (inFlight !== null && reached === generation + 1) {
      tally.inFlightDone += 1;
      past.set(reached, after(at(generation), inFlight, at));
    } else expect(reached).toBe(generation);
    expect(isDeepStrictEqual(now, at(reached)), JSON.stringify({ inFlight, said })).toBe(true);
    expect(readdirSync(home).filter((name) => !mayLie.test(name))).toEqual([]);
    await examineBackups(keywatch, join(home, 'backups'), at, tally);
    return reached;
  } finally {
    await close();
  }
}

async function examineBackups(
  keywatch: Keywatch,
  directory: string,
  at: (generation: number) => State,
  tally: Tally,
) {
  const backups = await keywatch.backups.list();
  expect(backups.length).toBeLessThanOrEqual(20);
  for (const { id, problem, damaged, profiles, generation } of backups) {
    expect({ id, problem, damaged, profiles }).toEqual({
      id,
      problem: null,
      damaged: [],
      profiles: at(generation).size,
    });
  }
  if (backups.length === 0) return;
  // One that was being copied is cleared away before the next is.
  const halves = readdirSync(directory).length - listBackups(directory).length;
  expect(halves).toBeLessThanOrEqual(1);
  const one = backups[tally.acknowledged % backups.length];
  const { leftOut } = await keywatch.backups.preview({ id: one?.id ?? '' });
  expect(leftOut).toEqual([]);
  tally.backups += backups.length;
}

async function lane(number: number, times: number, tally: Tally): Promise<void> {
  const pick = choices(seed + number);
  let past: Past = new Map();
  let home = '';
  let generation = 0;
  let next: Writer | null = null;
  for (let kill = 0; kill < times; kill += 1) {
    if (kill % killsPerHome === 0) {
      home = join(root, `${number}-${kill}`);
      mkdirSync(home, { mode: 0o700 });
      // Making the vault is its first generation, whoever of the two does it.
      generation = 1;
      past = new Map([[generation, new Map()]]);
    }
    const writer = next ?? startWriter(home, pick.below(2 ** 31));
    const changesHome = (kill + 1) % killsPerHome === 0;
    next = kill + 1 < times && !changesHome ? startWriter(home, pick.below(2 ** 31)) : null;
    const said = await killed(writer, pick);
    generation = await examine(home, said, past, generation, tally);
  }
}

test(
  `${kills} times killed at a random moment of random changes, a vault has every one that was acknowledged and no half one (seed ${seed})`,
  { timeout: 30 * 60_000 },
  async () => {
    const tally: Tally = { acknowledged: 0, inFlight: 0, inFlightDone: 0, backups: 0, byAct: {} };
    const began = performance.now();
    const share = Math.ceil(kills / lanes);
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number, share, tally)));
    const { byAct, ...counts } = tally;
    claim(`vault: killed ${share * lanes} times`, {
      seed,
      seconds: Math.round((performance.now() - began) / 1000),
      'changes acknowledged': counts.acknowledged,
      'in flight when killed': counts.inFlight,
      'of these wholly there': counts.inFlightDone,
      'lost, half or mixed up': 0,
      'backups opened': counts.backups,
      'by kind': Object.entries(byAct)
        .map(([act, count]) => `${act} ${count}`)
        .join(' '),
    });
    expect(counts.acknowledged).toBeGreaterThan(kills / 2);
  },
);
