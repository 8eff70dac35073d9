import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// conf and electron-store write through `atomically`, which loses data on a short write (D-A1): ours stands in its place.
const writer = { atomically: at('./src-main/vault/replace-file.ts') };

export default defineConfig({
  test: {
    server: { deps: { inline: ['conf', 'electron-store'] } },
    testTimeout: 20_000,
    // Several start a whole Keywatch and a provider before their first test.
    hookTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        resolve: { alias: writer },
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] },
      },
      {
        extends: true,
        resolve: { alias: writer },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/packaging/**/*.test.ts'],
        },
      },
      {
        extends: true,
        resolve: { alias: writer },
        // With `OPENCLAW_BIN` only: `npm run test:interop`.
        test: { name: 'interop', include: ['tests/interop/**/*.test.ts'] },
      },
      {
        extends: true,
        resolve: { alias: writer },
        // The short form; `npm run torture` shows the long one.
        test: { name: 'torture', include: ['tests/torture/**/*.test.ts'] },
      },
      {
        extends: true,
        resolve: { alias: { ...writer, electron: at('./tests/fixtures/electron.fake.ts') } },
        test: { name: 'desktop', include: ['tests/desktop/**/*.test.ts'] },
      },
    ],
  },
});
