// Builds what `npm start` runs and `npx keywatch` is: window, app, preload and command line.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onNewNode, root } from './on-node.mjs';

await onNewNode(import.meta.url);
process.chdir(root);
const dist = join(root, 'dist');
const bundles = ['client', 'main', 'preload', 'relayProcess', 'relay', 'cli'];

const { createBuilder } = await import('vite');
const begun = performance.now();
const builder = await createBuilder({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });

const written = new Set();
const failed = [];
for (const name of bundles) {
  const environment = builder.environments[name];
  if (environment === undefined || !environment.config.build.outDir.startsWith(dist)) {
    console.log(`${name}: not built, its entry is not there yet`);
    continue;
  }
  try {
    for (const { output } of [await builder.build(environment)].flat())
      for (const chunk of output) {
        written.add(join(environment.config.build.outDir, chunk.fileName));
      }
  } catch (error) {
    failed.push(name);
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const command = join(dist, 'cli/keywatch.cjs');
if (existsSync(command)) {
  chmodSync(command, 0o755);
  writeFileSync(join(dist, 'cli/node-path'), `${process.execPath}\n`);
}

if (failed.length > 0) {
  console.error(`build: ${failed.join(', ')} failed; what an earlier build made was left as it is`);
  process.exit(1);
}

// What an earlier build left goes last, so that a program still running from it is disturbed as little as possible.
written.add(join(dist, 'cli/node-path'));
mkdirSync(dist, { recursive: true });
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(path)) rmSync(path);
}
console.log(`built ${written.size} files in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
