import { basename, dirname, join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** Puts a program of this folder into one file, as the builds are: it starts in a third of the time. */
export async function bundle(entry: string, file: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { atomically: join(root, 'src-main/vault/replace-file.ts') } },
    ssr: { noExternal: true, external: ['@napi-rs/keyring'] },
    build: {
      ssr: join(import.meta.dirname, entry),
      outDir: dirname(file),
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: basename(file) } },
    },
  });
}
