import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root, runCli, scratchEnvironment } from '../fixtures/keywatch-process.ts';
import { passphrase } from './moment.ts';
import type { WindowOf } from './room.ts';

/** What the pictures are taken of. */
export interface Stage {
  /** Where each window is, with its token. */
  addresses: Readonly<Record<WindowOf, string>>;
  /** Where the vaults lie, and where a picture says that they do. */
  directories: Readonly<Record<string, string>>;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  end(): Promise<void>;
}

/** Serves the sample vault from its sources, protected by a passphrase. It lives its ninety days first: some seconds. */
export async function openStage(): Promise<Stage> {
  const child = spawn(
    process.execPath,
    ['--import', join(root, 'tests/torture/source-loader.mjs'), join(import.meta.dirname, 'serve-sample.ts')],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const closed = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const said = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    closed.then(([code]) => Promise.reject(new Error(`the sample vault ended with ${code}`))),
  ]);
  const { addresses, directories, directory } = JSON.parse(said) as {
    addresses: Record<'sample' | 'empty' | 'unreadable', string>;
    directories: Record<string, string>;
    directory: string;
  };
  const given = join(directory, 'passphrase');
  writeFileSync(given, `${passphrase}\n`, { mode: 0o600 });
  const env = { ...scratchEnvironment(directory), KEYWATCH_HOME: directory };
  const keywatch = async (...words: string[]) => {
    const { code, stderr } = await runCli(env, words);
    if (code !== 0) throw new Error(`keywatch ${words.join(' ')}: ${stderr}`);
  };
  await keywatch('vault', 'protect', '--add', 'passphrase', '--passphrase-file', given);
  await keywatch('vault', 'protect', '--remove', 'key-file', '--yes');
  await keywatch('vault', 'rotate-key', '--purge-backups', '--yes', '--passphrase-file', given);
  await keywatch('vault', 'protect', '--add', 'recovery', '--json');
  // Its answer is a 429, which the command's own exit code tells.
  await runCli(env, ['auth', 'test', 'anthropic:evaluation-runs']);
  return {
    directories,
    addresses: {
      ...addresses,
      locked: addresses.sample,
      stranger: addresses.sample.replace(/#t=.*/, '#t=of-an-earlier-start'),
    },
    lock: () => keywatch('vault', 'lock'),
    unlock: () => keywatch('vault', 'unlock', '--passphrase-file', given),
    async end() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
