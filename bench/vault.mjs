// What the vault costs with 10,000 profiles and a key file: opening, listing, one durable change beside the bare write.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const count = 10_000;
const rounds = 120;
const opens = 9;
const root = join(import.meta.dirname, '..');

/** The core as the builds bundle it: conf writes through our own writer (D-A1). */
async function bundledCore(directory) {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { atomically: join(root, 'src-main/vault/replace-file.ts') } },
    ssr: { noExternal: true, external: ['@napi-rs/keyring'] },
    build: {
      ssr: join(root, 'src-main/headless/compose-core.ts'),
      outDir: directory,
      copyPublicDir: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'core.mjs' } },
    },
  });
  return import(join(directory, 'core.mjs'));
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

function figures(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [p50, p95] = [at(sorted, 0.5), at(sorted, 0.95)];
  return {
    p50,
    p95,
    said: `p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)}, longest ${sorted.at(-1).toFixed(2)}`,
  };
}

async function timed(act) {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

/** The least that makes bytes durable: write, fsync, rename. */
function bareWrite(path, bytes) {
  const fd = openSync(`${path}.new`, 'w', 0o600);
  for (let offset = 0; offset < bytes.length;) offset += writeSync(fd, bytes, offset);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(`${path}.new`, path);
}

const quiet = { error() {}, warn() {}, info() {}, debug() {} };
const caller = { door: 'local', program: 'bench', pid: null, action: 'reveal' };

/** Ten thousand durable additions would take minutes: they come in by one import each thousand. */
async function fill(keywatch) {
  for (let n = 0; n < count; n += 1000) {
    const entries = Array.from({ length: 1000 }, (_, each) => ({
      id: `openai:p${n + each}`,
      provider: 'openai',
      name: `Profile ${n + each}`,
      tags: ['team'],
      secret: `sk-proj-${randomBytes(45).toString('hex')}`,
    }));
    let upload = null;
    const content = JSON.stringify(entries);
    for (let from = 0; from < content.length; from += 100_000)
      ({ upload } = await keywatch.transfer.put({ upload, piece: content.slice(from, from + 100_000) }));
    await keywatch.transfer.import({ upload });
  }
}

const idOf = (round) => `openai:p${(round * 37) % count}`;

/** One round after the other, each act in its turn, so that what else the machine does falls on all alike. */
async function measured(keywatch, home) {
  const path = join(home, 'vault.json');
  const took = { add: [], edit: [], bare: [], work: [], list: [], reveal: [] };
  for (let round = -10; round < rounds; round += 1) {
    const bytes = readFileSync(path);
    const cpu = process.threadCpuUsage();
    const acts = {
      edit: () => keywatch.profiles.edit({ id: idOf(round + 10), notes: `edit ${round}` }),
      bare: () => bareWrite(join(home, 'bare'), bytes),
      add: () =>
        keywatch.profiles.add({
          provider: 'openai',
          id: `openai:new${round + 10}`,
          secret: `sk-proj-${randomBytes(45).toString('hex')}`,
          probe: false,
        }),
      list: () => keywatch.profiles.list(),
      reveal: () => keywatch.profiles.reveal(idOf(round + 10), caller),
    };
    for (const [name, act] of Object.entries(acts)) {
      const ms = await timed(act);
      if (round >= 0) took[name].push(ms);
      if (name === 'edit' && round >= 0) {
        const { user, system } = process.threadCpuUsage(cpu);
        took.work.push((user + system) / 1000);
      }
    }
    // Others have their turn, as between two clicks.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return took;
}

export async function vault(report) {
  const scratch = mkdtempSync(join(tmpdir(), 'keywatch-bench-'));
  const home = join(scratch, 'data');
  mkdirSync(home, { mode: 0o700 });
  try {
    const { composeCore } = await bundledCore(join(scratch, 'core'));
    const env = { KEYWATCH_NO_KEYRING: '1', KEYWATCH_OFFLINE: '1', PATH: '' };
    const open = () => composeCore({ env, home, directory: home, log: quiet });
    let core = await open();
    await fill(core.keywatch);
    const openings = [];
    for (let n = 0; n < opens; n += 1) {
      await core.close();
      openings.push(await timed(async () => (core = await open())));
    }
    const took = await measured(core.keywatch, home);
    const bytes = readFileSync(join(home, 'vault.json')).length;
    await core.close();

    const bare = figures(took.bare);
    const line = (what, numbers, goalMs, by) => {
      const shown = figures(numbers);
      const goal = goalMs === undefined ? {} : { goal: `${by} ≤ ${goalMs} ms`, reached: shown[by] <= goalMs };
      return { what, said: shown.said, ...goal };
    };
    const ratio = (what, numbers) => {
      const times = figures(numbers.map((ms, round) => ms / took.bare[round])).p50;
      const byMedians = figures(numbers).p50 / bare.p50;
      return {
        what,
        said: `${byMedians.toFixed(2)} × by medians, ${times.toFixed(2)} × round by round`,
        goal: 'median ≤ 3 ×',
        reached: byMedians <= 3,
      };
    };
    report([
      line(`opening ${count} profiles, ${(bytes / 1e6).toFixed(1)} MB`, openings, 250, 'p50'),
      line('listing them', took.list, 20, 'p50'),
      { what: 'bare write, fsync and rename of the same bytes', said: bare.said },
      line('one edit, on the disk when it returns', took.edit, 60, 'p95'),
      { what: '… of that at work, not waiting for a disk', said: figures(took.work).said },
      ratio('… beside the bare write', took.edit),
      line('one addition, the same', took.add, 60, 'p95'),
      ratio('… beside the bare write', took.add),
      line('one secret revealed and recorded', took.reveal, 2, 'p95'),
    ]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
