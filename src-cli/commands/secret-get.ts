import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { idOf } from './one-profile.ts';

export const secretGet: Command = {
  name: 'secret get',
  says: 'The secret of a profile, and nothing else',
  takes: 'ID',
  words: { least: 1, most: 1 },
  options: { 'no-newline': { type: 'boolean', says: 'Without the newline behind it.' } },
  notes: ['Recorded in the access log before it is printed.'],
  async run(asked, host) {
    const client = await host.client();
    const id = await idOf(host, asked.words[0] ?? '');
    const { secret } = await client.profiles.reveal({ id, action: 'reveal' });
    if (secret === '')
      throw new KeywatchError(
        'not_found',
        `${id} keeps no secret that could be printed; nothing was changed; store one with keywatch auth replace ${id}`,
      );
    if (!host.json) host.say(secret, asked.has('no-newline') ? '' : '\n');
    return { document: documentOf('secret', { id, secret }), lines: () => [] };
  },
};
