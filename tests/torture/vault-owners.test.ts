import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onDisk } from './vault-acts.ts';
import { claim, isLong, seed } from './claim.ts';
import { choices, inventedKey } from './vault-model.ts';

const command = join(import.meta.dirname, '../../dist/cli/keywatch.cjs');
const together = isLong ? 50 : 12;
const why = existsSync(command) ? null : 'npm run build was not run';

async function add(
  id: string,
  secret: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(
    process.execPath,
    [command, 'auth', 'add', '--provider', 'openai', '--id', id, '--key', '-', '--no-probe', '--json'],
    {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  child.stdin.end(`${secret}\n`);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

test.skipIf(why !== null)(
  `${together} commands started together each add their profile or answer 75, and what was added is there${why === null ? '' : ` (skipped: ${why})`}`,
  { timeout: 5 * 60_000 },
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'keywatch-owners-'));
    try {
      const home = join(root, 'data');
      const env = {
        PATH: process.env['PATH'],
        HOME: root,
        KEYWATCH_HOME: home,
        KEYWATCH_NO_KEYRING: '1',
        KEYWATCH_OFFLINE: '1',
      };
      const pick = choices(seed);
      const secrets = new Map(
        Array.from({ length: together }, (_, n) => [`openai:p${n}`, inventedKey(pick)]),
      );
      const answers = await Promise.all(
        [...secrets].map(async ([id, secret]) => ({ id, ...(await add(id, secret, env)) })),
      );
      for (const { code, said } of answers) expect([0, 75], said).toContain(code);
      const added = answers.filter(({ code }) => code === 0).map(({ id }) => id);
      const vault = await onDisk(home);
      expect([...vault.profiles().keys()].toSorted()).toEqual(added.toSorted());
      for (const id of added) expect(vault.reveal(id)).toBe(secrets.get(id));
      vault.close();
      claim(`vault: ${together} commands started together`, {
        seed,
        done: added.length,
        'told to come later (75)': together - added.length,
        lost: 0,
      });
      expect(added.length).toBeGreaterThan(0);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
);
