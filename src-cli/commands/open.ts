import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';

export const open: Command = {
  name: 'open',
  says: 'The address at which a browser of this machine opens the window',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run(_, host) {
    const { url } = (await (await host.owner())?.address({})) ?? { url: null };
    if (url === null)
      throw new KeywatchError(
        'busy',
        'no Keywatch of this vault serves a browser now; nothing was started; start the app, or run keywatch serve',
      );
    return { document: documentOf('open', { url }), lines: () => [url] };
  },
};
