import type { Explanation } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { exactSpan, exactMoment } from '../../src-shared/times.ts';
import type { Asked } from '../arguments.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { ledger } from '../page.ts';
import { outcomeCell } from '../profile-lines.ts';

/** What the contract takes of a text, in characters; what an error says stands before that. */
const longestText = 64 * 1024;

function statusOption(asked: Asked): number | null {
  const typed = asked.text('status');
  if (typed === undefined) return null;
  if (!/^[1-5]\d\d$/.test(typed))
    throw new KeywatchError(
      'bad_usage',
      '--status takes a number from 100 to 599; nothing was read; type what the provider answered, like --status 429',
    );
  return Number(typed);
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

/** How the reading came to its provider, where it was not told. */
function whoAnswered({ provider, providerName, providerFrom }: Explanation): string {
  if (providerFrom === 'nobody')
    return 'not clear from the text: read by what holds for all; --provider says who it was';
  return providerFrom === 'text'
    ? `${providerName}, as the text shows (--provider ${provider})`
    : providerName;
}

function toGateway({ gatewayReason, gatewayRotates }: Explanation): string {
  const reason = gatewayReason ?? 'makes nothing of it';
  if (gatewayRotates === null) return reason;
  return `${reason}; ${gatewayRotates ? 'goes on to its next key' : 'does not go on to another key'}`;
}

export const explain: Command = {
  name: 'explain',
  says: 'What an error of a provider means and what to do; the error on standard input',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    provider: { type: 'string', value: 'PROVIDER', says: 'Who answered; else it is looked for in the text.' },
    status: {
      type: 'string',
      value: 'N',
      says: 'The HTTP status, and the text is the body; else it is looked for in the text.',
    },
    header: {
      type: 'string',
      multiple: true,
      value: "'NAME: VALUE'",
      says: 'A header of the answer; again for more.',
    },
    code: { type: 'string', value: 'CODE', says: 'The code a program had instead of an answer: ECONNRESET.' },
    gateway: {
      type: 'string',
      value: 'NAME',
      says: 'Also what this gateway takes it for; openclaw@2026.5.28 names a release.',
    },
  },
  notes: [
    'The text may be a body, what curl -i prints, a log line or what a program threw. It is kept nowhere and sent nowhere.',
  ],
  async run(asked, host) {
    const status = statusOption(asked);
    const headers = headersOption(asked);
    const text = host.terminal.in ? '' : await host.read();
    const code = asked.text('code') ?? null;
    const gateway = asked.text('gateway') ?? null;
    if (status === null && code === null && text.trim() === '')
      throw new KeywatchError(
        'bad_usage',
        'explain needs the error on standard input, --status or --code; nothing was read; type it like keywatch explain < error.txt',
      );
    // The reading needs no key and no owner: it is the same function the core calls.
    const reading = await import('../../src-main/gateways/explain.ts');
    const provider = asked.text('provider') ?? null;
    const told = reading.explainFor(
      { provider, status, headers, text: text.slice(0, longestText), code, gateway },
      host.now(),
    );
    const { outcome, message, meaning, advice, effect, link, retryAt } = told;
    return {
      document: documentOf('explanation', told),
      lines: (look) =>
        ledger(
          [
            ['Outcome', outcomeCell(outcome)],
            ['From', whoAnswered(told)],
            ['Says', message],
            ['Means', meaning],
            ['Then', effect],
            ['Do', advice],
            ['See', link],
            ['Gateway', gateway === null ? null : `${gateway}: ${toGateway(told)}`],
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
