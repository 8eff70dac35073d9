import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync as writeTo,
} from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { writeFileSync } from '../../src-main/vault/replace-file.ts';
import { whyNotWritten } from '../../src-main/vault/vault-errors.ts';
import type { Exported } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { givenBy, newPassphrase } from './vault-given.ts';

export const exportCommand: Command = {
  name: 'export',
  says: 'Write the profiles into a file, with their secrets only if asked',
  takes: 'FILE',
  words: { least: 1, most: 1 },
  options: {
    secrets: {
      type: 'boolean',
      says: 'With the secrets, sealed under a passphrase; each is recorded in the log.',
    },
    'passphrase-file': {
      type: 'string',
      value: 'F',
      says: 'A file with the passphrase, reachable by nobody else.',
    },
    force: { type: 'boolean', says: 'Replace the file where there is one.' },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Say what would be written and write nothing.' },
  },
  notes: [
    'Without --secrets and without a passphrase the file is plain JSON: names, dates and addresses can be read in it.',
    'Settings and slots are not in it. The form of the file is described in docs/export-format.md.',
  ],
  async run(asked, host) {
    const file = resolve(asked.words[0] ?? '');
    const secrets = asked.has('secrets');
    checkPlace(file, asked.has('force'), host.directory);
    const client = await host.client();
    if (asked.has('dry-run')) {
      const { profiles } = await client.profiles.list({});
      const sealed = secrets || asked.has('passphrase-file');
      const count = { profiles: profiles.length, secrets: secrets ? profiles.filter(hasSecret).length : 0 };
      return {
        document: documentOf('exported', { file, written: false, sealed, ...count, leftOut: [] }),
        lines: () => [`Would write ${said(count)} into ${file}; nothing was written.`],
      };
    }
    const { passphrase = secrets ? await newPassphrase(host) : undefined } = givenBy(asked, host);
    const { content: _content, ...exported } = await writing(file, asked.has('force'), () =>
      client.transfer.export({ secrets, ...(passphrase === undefined ? {} : { passphrase }) }),
    );
    for (const { id, reason } of exported.leftOut) host.warn(`${id} is not in the file: ${reason}`);
    return {
      document: documentOf('exported', { file, written: true, ...exported }),
      lines: () => [
        `Wrote ${said(exported)} into ${file}, ${exported.sealed ? 'sealed under the passphrase' : 'in plain JSON'}.`,
      ],
    };
  },
};

const hasSecret = ({ reference, kind }: { reference: string | null; kind: string }) =>
  reference === null && kind !== 'none';

function said({ profiles, secrets }: { profiles: number; secrets: number }): string {
  const count = profiles === 1 ? '1 profile' : `${profiles} profiles`;
  return secrets === 0
    ? `${count} without secrets`
    : `${count} with ${secrets === 1 ? '1 secret' : `${secrets} secrets`}`;
}

/**
 * Throws before anything is taken out of the vault: something in the way, a directory that is not there, or the one
 * where Keywatch keeps its own files.
 */
function checkPlace(file: string, force: boolean, home: string): void {
  const directory = dirname(file);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new KeywatchError(
      'not_found',
      `there is no directory ${directory}; nothing was exported; make it, or choose another place`,
    );
  if (existsSync(home) && `${realpathSync(directory)}${sep}`.startsWith(`${realpathSync(home)}${sep}`))
    throw new KeywatchError(
      'write_failed',
      `${file} would lie among Keywatch's own files; nothing was exported and they were kept as they are; choose another place`,
    );
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!force) throw inTheWay(file);
  // A device or a pipe would be replaced by a file, and a link by what it does not name.
  if (!there.isFile())
    throw new KeywatchError(
      'write_failed',
      `${file} is there already and is no plain file; nothing was exported and it was kept as it is; choose another name`,
    );
}

function inTheWay(file: string): KeywatchError {
  return new KeywatchError(
    'write_failed',
    `${file} is there already; nothing was exported and it was kept as it is; choose another name, or --force`,
  );
}

/** Makes the file before a secret leaves the vault: 0600, whole on the disk when this returns, gone when it fails. */
async function writing(file: string, force: boolean, give: () => Promise<Exported>): Promise<Exported> {
  try {
    if (force && existsSync(file)) {
      const exported = await give();
      writeFileSync(file, exported.content, { mode: 0o600 });
      return exported;
    }
    const fd = openSync(file, 'wx', 0o600);
    try {
      const exported = await give();
      fchmodSync(fd, 0o600);
      writeTo(fd, exported.content);
      fsyncSync(fd);
      return exported;
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    if ('code' in error && error.code === 'EEXIST') throw inTheWay(file);
    throw new KeywatchError(
      'write_failed',
      `${file} could not be written: ${whyNotWritten(error)}; nothing was exported; choose another place`,
      {},
      { cause: error },
    );
  }
}
