import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Host } from '../command.ts';
import { failureOf } from '../failure.ts';
import { readRequest, refusalOf, unreadable, type SecretAnswer } from './secret-request.ts';

export const secretServe: Command = {
  name: 'secret serve',
  says: 'Answer a gateway that asks for secrets: its exec SecretRef provider',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    for: {
      type: 'string',
      value: 'READER',
      says: 'Who asks, by the name gateway link gave it; nobody else is granted anything.',
    },
  },
  notes: [
    'Reads one JSON request from standard input and writes one JSON answer: {"protocolVersion":1,"values":{…},"errors":{…}}.',
    'An id is the whole id of a profile; the first / stands for : where there is none. Each secret is recorded in the access log before it is handed out.',
  ],
  async run(asked, host) {
    const { ids, problem } = readRequest(await requestOf(host));
    if (problem !== null) {
      tell(refusalOf(ids, problem), host);
      throw unreadable('is of another protocol');
    }
    tell(await answerTo(ids, asked.text('for') ?? null, host), host);
    return { document: null, lines: () => [] };
  },
};

/** Whatever was asked of the command line, a gateway reads this one document. */
function tell(answer: SecretAnswer, host: Host): void {
  host.say(JSON.stringify(answer));
}

async function requestOf(host: Host): Promise<string> {
  return host.read().catch((error: unknown) => {
    const failure = failureOf(error);
    throw failure.code === 'too_large' ? unreadable('is longer than 1 MiB') : failure;
  });
}

/** As many as one call answers. */
const atOnce = 512;

async function answerTo(ids: readonly string[], reader: string | null, host: Host): Promise<SecretAnswer> {
  // A gateway that asks makes no vault, and nobody sits there who could be asked to open one.
  if (!existsSync(join(host.directory, 'vault.json')) && (await host.owner()) === null)
    return refusalOf(ids, 'There is no vault here; nothing was handed out; see to KEYWATCH_HOME.');
  const answer: SecretAnswer = { protocolVersion: 1, values: {}, errors: {} };
  for (let from = 0; from < ids.length; from += atOnce) {
    const served = await host.serve({ reader, ids: ids.slice(from, from + atOnce) });
    Object.assign(answer.values, served.values);
    Object.assign(answer.errors, served.errors);
  }
  return answer;
}
