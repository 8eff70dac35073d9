import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { dataKeyFrom } from '../../src-main/vault/data-key.ts';
import { isProblem, readDocument } from '../../src-main/vault/document.ts';
import { openFingerprintKey } from '../../src-main/vault/fingerprint.ts';
import { openMemoryVault, storedProfile, testSlot } from '../fixtures/vaults/memory-vault.ts';
import { childArguments } from '../fixtures/vaults/start-child.ts';

let root: string;
let home: string;
let child: ChildProcess | null = null;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keywatch-memory-'));
  home = join(root, 'vault');
  mkdirSync(home, { mode: 0o700 });
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

const canary = `sk-canary-${'Qz7'.repeat(8)}-${randomBytes(6).toString('hex')}`;
const keeper = () => testSlot({ secret: new Uint8Array(32).fill(7) });

/** What must be gone once the vault is locked: the data key, what is drawn from it, and the key of the fingerprints. */
async function keysOf(): Promise<Record<string, Buffer>> {
  const document = readDocument(JSON.parse(readFileSync(join(home, 'vault.json'), 'utf8')));
  if (isProblem(document)) throw new Error(document.problem);
  const [slot] = document.key.slots;
  const wrapped = { type: 'os-keyring', wrapped: String(slot?.['wrapped']) } as const;
  const key = dataKeyFrom(document.key.id, await keeper().unwrap(wrapped, { keyId: document.key.id }));
  const fingerprint = openFingerprintKey(key, document.key.fingerprint);
  return {
    'data key': Buffer.from(key.bytes),
    'key of secrets': Buffer.from(key.seal),
    'key of marks': key.mac.export(),
    'key of fingerprints': Buffer.from(fingerprint ?? []),
  };
}

/** How often each needle lies in the memory of a process, read past its own view of it. */
function countInMemory(pid: number, needles: Record<string, Buffer>): Record<string, number> {
  const counts = Object.fromEntries(Object.keys(needles).map((name) => [name, 0]));
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      const start = Number.parseInt(from, 16);
      const size = Number.parseInt(to, 16) - start;
      if (!(size > 0) || size > 2 ** 31) continue;
      const bytes = Buffer.alloc(size);
      try {
        readSync(memory, bytes, 0, size, start);
      } catch {
        // Reserved and never touched: nothing is there.
        continue;
      }
      for (const [name, needle] of Object.entries(needles)) {
        for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1)) {
          counts[name] = (counts[name] ?? 0) + 1;
        }
      }
    }
  } finally {
    closeSync(memory);
  }
  return counts;
}

function mayReadMemory(): boolean {
  const idle = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5000)'], { stdio: 'ignore' });
  try {
    closeSync(openSync(`/proc/${idle.pid}/mem`, 'r'));
    return true;
  } catch {
    return false;
  } finally {
    idle.kill('SIGKILL');
  }
}

async function start() {
  const vault = await openMemoryVault({ store: openConfStore(home), slots: [keeper()] });
  vault.add(storedProfile('openai:canary'), canary);
  vault.close();
  const process_ = spawn(process.execPath, childArguments('lock', home, root), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = process_;
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  const said = async () => JSON.parse(String((await lines.next()).value)) as Record<string, unknown>;
  return { pid: process_.pid ?? 0, said, goOn: () => process_.stdin.write('\n') };
}

describe('the memory of a process that locked its vault', () => {
  it('holds neither the secret that was revealed nor a key, in any object', { timeout: 60_000 }, async () => {
    const { said, goOn } = await start();
    expect(await said()).toEqual({ state: 'open', held: canary.length });
    goOn();
    expect(await said()).toEqual({ state: 'locked', profiles: 1 });
    goOn();
    expect(await said()).toEqual({ written: true });
    const keys = Object.values(await keysOf());
    const texts = keys.flatMap((key) => [key.toString('base64'), key.toString('hex')]);
    const before = readFileSync(join(root, 'open.heapsnapshot'), 'utf8');
    const after = readFileSync(join(root, 'locked.heapsnapshot'), 'utf8');
    // The snapshot of the open vault shows that the search finds what is there.
    expect(before).toContain(canary);
    for (const text of [canary, ...texts]) expect(after).not.toContain(text);
  });

  const canRead = process.platform === 'linux' && mayReadMemory();
  it.skipIf(!canRead)(
    'holds no key in any byte of it (needs leave to read the memory of another process)',
    { timeout: 60_000 },
    async () => {
      const { pid, said, goOn } = await start();
      await said();
      const keys = await keysOf();
      const open = countInMemory(pid, keys);
      for (const name of Object.keys(keys)) expect(open[name], name).toBeGreaterThan(0);
      goOn();
      await said();
      const locked = countInMemory(pid, keys);
      expect(Object.values(locked), JSON.stringify(locked)).toEqual([0, 0, 0, 0]);
      goOn();
    },
  );
});
