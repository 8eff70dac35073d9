// Lets a bare Node run the sources as the bundler puts them together: `node --import ./tests/torture/source-loader.mjs`.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

// conf writes through `atomically`, which loses data on a short write (D-A1): ours stands in its place.
const writer = new URL('../../src-main/vault/replace-file.ts', import.meta.url).href;
const ours = new URL('../../package.json', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'atomically') return { url: writer, shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url !== ours) return next(url, context);
    const { version } = JSON.parse(readFileSync(fileURLToPath(url), 'utf8'));
    const source = `export const version = ${JSON.stringify(version)};`;
    return { format: 'module', source, shortCircuit: true };
  },
});
