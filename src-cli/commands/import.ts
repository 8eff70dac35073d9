import { resolve } from 'node:path';
import type { Client } from '../../src-shared/contract.ts';
import type { ImportInput, ImportPlan } from '../../src-shared/contract-keeping.ts';
import type { Command, Host } from '../command.ts';
import { failureOf } from '../failure.ts';
import { readImportFile, sourceOf } from './import-file.ts';
import { carryOut } from './import-plan.ts';
import { givenBy, typedPassphrase } from './vault-given.ts';
import { needsYes } from './vault-protect.ts';

export const importCommand: Command = {
  name: 'import',
  says: 'Take profiles from a file: an export, .env, JSON or CSV; shows first what would change',
  takes: 'FILE',
  words: { least: 1, most: 1 },
  makesVault: true,
  options: {
    'passphrase-file': {
      type: 'string',
      value: 'F',
      says: 'A file with the passphrase of an exported file, reachable by nobody else.',
    },
    replace: { type: 'boolean', says: 'Where another key is stored under the same id, take the file’s.' },
    'agree-policy': { type: 'boolean', says: 'Agree to the sentence of each provider that has one.' },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Show what would change and change nothing.' },
  },
  notes: [
    'All of it is imported or, where one entry is refused, nothing.',
    'CSV needs a first line with names: provider, name, key, base_url, expires, tags, notes.',
  ],
  async run(asked, host) {
    needsYes(asked, host, 'importing');
    const text = readImportFile(resolve(asked.words[0] ?? ''));
    const client = await host.client();
    const input: ImportInput = {
      ...(await sourceOf(text, client)),
      ...givenBy(asked, host),
      replace: asked.has('replace'),
      agreePolicy: asked.has('agree-policy'),
    };
    const plan = await previewed(client, input, host);
    return carryOut(asked, host, plan, {
      async agree() {
        input.agreePolicy = true;
        return client.transfer.preview(input);
      },
      done: () => client.transfer.import(input),
    });
  },
};

/** What would change; a person is asked for the passphrase of a sealed file. */
async function previewed(client: Client, input: ImportInput, host: Host): Promise<ImportPlan> {
  try {
    return await client.transfer.preview(input);
  } catch (thrown) {
    if (failureOf(thrown).code !== 'sealed' || input.passphrase !== undefined || !host.terminal.in)
      throw thrown;
    input.passphrase = await typedPassphrase(host, 'Passphrase of the file (not shown): ');
    return client.transfer.preview(input);
  }
}
