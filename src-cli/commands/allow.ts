import { resolve } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { plain } from '../plain-text.ts';
import { allow as remember } from '../running/allowed-projects.ts';
import { findProjectFile, projectFileName } from '../running/project-file.ts';
import { saidBy } from '../running/whose-keys.ts';

export const allow: Command = {
  name: 'allow',
  says: 'Let keywatch run use the .keywatch file of a project, as it is now',
  takes: '[DIR]',
  words: { least: 0, most: 1 },
  options: {},
  notes: [
    'The file is JSON: {"anthropic": "anthropic:work", "openai": null}, null being whoever serves next. It holds no secret.',
    'The nearest one is meant, from DIR or this directory upwards. A change asks again.',
  ],
  async run(asked, host) {
    const from = resolve(asked.words[0] ?? '.');
    const file = findProjectFile(from, host.home, host.warn);
    if (file === null)
      throw new KeywatchError(
        'not_found',
        `there is no ${projectFileName} file from that directory upwards; nothing was allowed; write one, or name its directory`,
      );
    remember(host.directory, file);
    return {
      document: documentOf('allow', { path: file.path, says: saidBy(file) }),
      lines: () => [plain(`Allowed as it is now: ${file.path}`), plain(saidBy(file))],
    };
  },
};
