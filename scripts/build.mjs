// Builds what `npm start` runs and `npx keywatch` is: window, app, preload and command line.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { onNewNode, root } from './on-node.mjs';

await onNewNode(import.meta.url);

const dist = join(root, 'dist');
process.chdir(root);

const { createBuilder } = await import('vite');
const begun = performance.now();
const builder = await createBuilder({
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'warn',
  // A bundle is only as good as its warnings: they are printed and nothing is quietly left out.
});

const written = new Set();
for (const environment of Object.values(builder.environments)) {
  if (!isOurs(environment)) continue;
  const outputs = [await builder.build(environment)].flat();
  for (const { output } of outputs)
    for (const chunk of output) {
      written.add(join(environment.config.build.outDir, chunk.fileName));
      if (environment.name === 'cli') staysSmall(chunk);
    }
}

// Reading commands start fast because the entry loads nothing else (D-C1). The bundler breaks that silently when the
// entry uses none of its interop lines: they then lie in a lazy chunk. One default import of a node: module cures it.
function staysSmall({ isEntry, fileName, imports = [] }) {
  const eager = imports.filter((name) => name.startsWith('lazy/'));
  if (isEntry && eager.length > 0) throw new Error(`${fileName} would load ${eager.join(', ')} at once`);
}

function isOurs(environment) {
  return environment.config.build.outDir.startsWith(dist);
}

if (existsSync(join(dist, 'cli/keywatch.cjs'))) {
  chmodSync(join(dist, 'cli/keywatch.cjs'), 0o755);
  written.add(join(dist, 'cli/node-path'));
  writeFileSync(join(dist, 'cli/node-path'), `${process.execPath}\n`);
}

// What an earlier build left is removed last, so that a program still running from it is disturbed as little as possible.
mkdirSync(dist, { recursive: true });
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(path)) rmSync(path);
}

for (const name of ['client', 'main', 'preload', 'cli'])
  if (!(name in builder.environments) || !isOurs(builder.environments[name]))
    console.log(`${name}: not built, its entry is not there yet`);
console.log(
  `built ${written.size} files into ${relative(process.cwd(), dist)} in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
);
