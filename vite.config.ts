import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What runs on Node or in Electron's main process: everything but the platform goes into the bundle. */
function platformBundle(options: {
  entry: string;
  name: string;
  outDir: string;
  format: 'es' | 'cjs';
  /** Text that stands before the entry's own code. */
  firstLines?: string;
  lazyChunks?: false;
  /** Chunks by name, each made of what the files that match import at once: one file loads faster than ten. */
  groups?: { name: string; test: RegExp }[];
}): EnvironmentOptions {
  const extension = options.format === 'cjs' ? 'cjs' : 'js';
  return {
    consumer: 'server',
    resolve: { noExternal: true },
    build: {
      outDir: at(options.outDir),
      target: 'node22.13',
      copyPublicDir: false,
      rolldownOptions: {
        input: { [options.name]: at(options.entry) },
        platform: 'node',
        // What shaking leaves of a class can be the bare name of its base, and naming TransformStream loads 2 ms of streams.
        treeshake: { unknownGlobalSideEffects: false },
        external: [
          'electron',
          /^electron\//,
          ...builtinModules,
          /^node:/,
          // A native module: the one package that stays outside the bundles.
          '@napi-rs/keyring',
          // ws asks for these two and lives without them.
          'bufferutil',
          'utf-8-validate',
        ],
        output: {
          format: options.format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `lazy/[name]-[hash].${extension}`,
          codeSplitting: options.lazyChunks ?? (options.groups === undefined || { groups: options.groups }),
          postBanner: (chunk) => (chunk.isEntry ? (options.firstLines ?? '') : ''),
        },
      },
    },
  };
}

const all: Record<string, { entry: string; options: EnvironmentOptions }> = {
  client: {
    entry: './src-renderer/index.html',
    options: {
      build: {
        outDir: at('./dist/renderer'),
        // The window runs in Electron 45's Chromium or in a browser of the same age.
        target: ['chrome130', 'firefox135', 'safari18.2'],
        // The policy of the window refuses data: addresses and inline scripts.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: at('./src-renderer/index.html') },
      },
    },
  },
  main: {
    entry: './src-main/desktop/entry.ts',
    options: platformBundle({
      entry: './src-main/desktop/entry.ts',
      name: 'main',
      outDir: './dist/main',
      format: 'es',
    }),
  },
  preload: {
    entry: './src-main/desktop/preload.ts',
    options: platformBundle({
      entry: './src-main/desktop/preload.ts',
      name: 'preload',
      outDir: './dist/main',
      format: 'cjs',
      // A sandboxed preload can require nothing of its own.
      lazyChunks: false,
    }),
  },
  relayProcess: {
    entry: './src-main/desktop/relay-process.ts',
    options: platformBundle({
      entry: './src-main/desktop/relay-process.ts',
      name: 'relay-process',
      outDir: './dist/main',
      format: 'cjs',
      // It lies in the archive, where the app alone finds it.
      lazyChunks: false,
    }),
  },
  relay: {
    entry: './src-main/machine/relay-worker.ts',
    options: platformBundle({
      entry: './src-main/machine/relay-worker.ts',
      name: 'relay-worker',
      outDir: './dist/relay',
      format: 'cjs',
      // It is a thread's, which the command line starts.
      lazyChunks: false,
    }),
  },
  cli: {
    entry: './src-cli/main.ts',
    options: platformBundle({
      entry: './src-cli/main.ts',
      name: 'keywatch',
      outDir: './dist/cli',
      format: 'cjs',
      firstLines: readFileSync(at('./scripts/first-lines.cjs'), 'utf8'),
      groups: [
        { name: 'command', test: /src-cli\/(run|host|commands)\.ts$/ },
        { name: 'reach', test: /src-cli\/reach\.ts$/ },
        { name: 'owner', test: /src-cli\/local-client\.ts$/ },
        { name: 'files', test: /src-cli\/file-reader\.ts$/ },
      ],
    }),
  },
};

/** Bytes; the bundler's own lines, and a version number, are fewer. */
const negligible = 8 * 1024;

/**
 * Reading commands start fast because they load what they need and nothing else (D-C1). The bundler may lay modules of
 * both kinds into one chunk, silently: then the build fails here.
 */
const startsLean: Plugin = {
  name: 'starts-lean',
  applyToEnvironment: ({ name }) => name === 'cli',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
    const wanted = new Set<string>();
    for (const queue = chunks.flatMap((chunk) => (chunk.isEntry ? (chunk.facadeModuleId ?? []) : [])); ;) {
      const id = queue.pop();
      if (id === undefined) break;
      if (wanted.has(id)) continue;
      wanted.add(id);
      queue.push(...(this.getModuleInfo(id)?.importedIds ?? []));
    }
    const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
    for (const chunk of loaded)
      for (const next of chunks) if (chunk.imports.includes(next.fileName)) loaded.add(next);
    const tooMuch = [...loaded].flatMap(({ fileName, modules }) =>
      Object.entries(modules)
        .filter(([id, { renderedLength }]) => !wanted.has(id) && renderedLength > negligible)
        .map(([id]) => `${id} in ${fileName}`),
    );
    if (tooMuch.length > 0) this.error(`the command line would load at once: ${tooMuch.join(', ')}`);
  },
};

/** What is imported as needed and at once as well comes at once: the bundler only warns of it, here the build fails. */
const staysLazy: Plugin = {
  name: 'stays-lazy',
  onLog(_, { code, message }) {
    if (code === 'INEFFECTIVE_DYNAMIC_IMPORT') this.error(message);
  },
};

/** The bundles whose entry is there, by name. */
const environments = Object.fromEntries(
  Object.entries(all)
    .filter(([, { entry }]) => existsSync(at(entry)))
    .map(([name, { options }]) => [name, options]),
);

export default defineConfig({
  root: at('./src-renderer'),
  cacheDir: at('./node_modules/.vite'),
  plugins: [react(), optimizeLocales.vite({ locales: ['en-US', 'zh-CN'] }), startsLean, staysLazy],
  // conf and electron-store write through `atomically`, which loses data on a short write (D-A1).
  // Its validator and version comparisons are for options we do not use (D-C2).
  resolve: {
    alias: {
      atomically: at('./src-main/vault/replace-file.ts'),
      'ajv/dist/2020.js': at('./src-main/vault/unused-by-conf.ts'),
      'ajv-formats': at('./src-main/vault/unused-by-conf.ts'),
      semver: at('./src-main/vault/unused-by-conf.ts'),
    },
  },
  build: { minify: true, emptyOutDir: false, reportCompressedSize: false, sourcemap: false },
  builder: {},
  environments,
});
