import { KeywatchError } from '../../src-shared/errors.ts';
import { meaningOf } from '../../src-shared/meaning.ts';
import { exactSpan, exactMoment } from '../../src-shared/times.ts';
import type { Asked } from '../arguments.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { ledger } from '../page.ts';
import { outcomeCell } from '../profile-lines.ts';

function statusOption(asked: Asked): number {
  const typed = asked.text('status');
  const status = typed !== undefined && /^[1-5]\d\d$/.test(typed) ? Number(typed) : null;
  if (status === null)
    throw new KeywatchError(
      'bad_usage',
      'explain needs --status, a number from 100 to 599; nothing was read; type what the provider answered, like --status 429',
    );
  return status;
}

/** `name: value` as a header; names in lower case. */
function headersOption(asked: Asked): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const typed of asked.list('header')) {
    const at = typed.indexOf(':');
    if (at < 1)
      throw new KeywatchError(
        'bad_usage',
        "--header needs a name and a value; nothing was read; write it like --header 'retry-after: 30'",
      );
    headers[typed.slice(0, at).trim().toLowerCase()] = typed.slice(at + 1).trim();
  }
  return headers;
}

export const explain: Command = {
  name: 'explain',
  says: 'What an answer of a provider means and what to do; its body on standard input',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    provider: { type: 'string', value: 'PROVIDER', says: 'Who answered.' },
    status: { type: 'string', value: 'N', says: 'The HTTP status.' },
    header: {
      type: 'string',
      multiple: true,
      value: "'NAME: VALUE'",
      says: 'A header of the answer; again for more.',
    },
  },
  async run(asked, host) {
    const named = asked.text('provider');
    if (named === undefined)
      throw new KeywatchError(
        'bad_usage',
        'explain needs --provider; nothing was read; say who answered, like --provider openai',
      );
    const status = statusOption(asked);
    const headers = headersOption(asked);
    const [{ providerById }, { readAnswer }] = await Promise.all([
      import('../../src-main/providers/index.ts'),
      import('../../src-main/providers/read-answer.ts'),
    ]);
    const provider = providerById(named);
    if (provider === undefined)
      throw new KeywatchError(
        'unknown_provider',
        'there is no provider of that name; nothing was read; see keywatch help auth add',
      );
    const body = host.terminal.in ? '' : await host.read();
    const now = host.now();
    const { outcome, retryAt, message } = readAnswer({
      provider,
      request: { method: 'GET', path: '/' },
      answer: { status, headers, body, truncated: false },
      now,
      secret: null,
    });
    const { meaning, advice, blamesKey } = meaningOf(outcome);
    const retryAfterMs = retryAt === null ? null : Math.max(0, retryAt - now);
    return {
      document: documentOf('explanation', {
        outcome,
        retryAt,
        retryAfterMs,
        message,
        meaning,
        advice,
        blamesKey,
      }),
      lines: (look) =>
        ledger(
          [
            ['Outcome', outcomeCell(outcome)],
            ['Says', message],
            ['Means', meaning],
            ['Do', advice],
            [
              'Again',
              retryAt === null ? null : `in ${exactSpan(retryAt - look.now)}, ${exactMoment(retryAt)}`,
            ],
          ],
          look,
        ),
    };
  },
};
