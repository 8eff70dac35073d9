// `npm run torture`: what must hold at any cost, shown over and over; one line a claim with its numbers.
// `npm run torture -- doors --seed 7 --rounds 5000` shows one of them, again with the same random choices, or shorter.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bestNode, noNode, onNewNode, root, runToEnd } from './on-node.mjs';

/** Each name and the tests that show it; a new one is one line here. */
const tortures = { doors: 'tests/torture/doors.test.ts', vault: 'tests/torture/vault' };

await onNewNode(import.meta.url);
process.chdir(root);
const node = bestNode();
if (node === null) {
  console.error(noNode);
  process.exit(1);
}

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, rounds: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in tortures));
if (unknown.length > 0) {
  console.error(
    `torture: there is no ${unknown.join(', ')}; nothing was run; there are ${Object.keys(tortures).join(', ')}`,
  );
  process.exit(64);
}
const seed = values.seed ?? String(Date.now() % 2 ** 31);
console.log(`Node ${node.version}, seed ${seed}`);

let failed = 0;
for (const [name, file] of Object.entries(tortures)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const scratch = mkdtempSync(join(tmpdir(), 'keywatch-torture-'));
  const claims = join(scratch, 'claims');
  const code = await runToEnd(
    node.path,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'torture', '--reporter=dot', file],
    {
      env: {
        ...process.env,
        KEYWATCH_TORTURE: 'long',
        KEYWATCH_SEED: seed,
        KEYWATCH_CLAIMS: claims,
        ...(values.rounds === undefined ? {} : { KEYWATCH_ROUNDS: values.rounds }),
      },
    },
  );
  console.log(existsSync(claims) ? readFileSync(claims, 'utf8').trimEnd() : `${name}: nothing was claimed`);
  console.log(code === 0 ? `${name}: holds` : `${name}: does not hold`);
  if (code !== 0) failed++;
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;
