import * as fc from 'fast-check';
import rows from '../../fixtures/provider-responses.json' with { type: 'json' };
import { transportReasons } from '../../../src-shared/words.ts';
import { secretForms } from '../../../src-main/providers/redact.ts';
import type { RawAnswer, TransportFailure } from '../../../src-main/providers/provider.ts';

/** What was sent; every way it may come back is thrown into bodies. */
export const secret = `sk-invented+${'q7/'.repeat(13)}Zz9`;

/** Keys of others, of forms that are known, with parts that no text has by chance. */
export const strangersKeys = [
  `sk-ant-api03-${'QjX'.repeat(31)}AA`,
  `AIza${'QjX'.repeat(11)}QjXQj`.slice(0, 39),
  `gsk_${'QjX'.repeat(18)}`.slice(0, 56),
  `eyJ${'QjX'.repeat(8)}.eyJ${'QjX'.repeat(8)}.${'QjX'.repeat(8)}`,
];

const bodyOf = ({ body }: (typeof rows)[number]) => (typeof body === 'string' ? body : JSON.stringify(body));
const answers = rows.filter(({ status }) => typeof status === 'number');
const row = fc.constantFrom(...answers);

/** The words that blame a key, money or a limit: the stuff of which lies are made. */
const sentence = fc.constantFrom(
  ...new Set(answers.flatMap((one) => bodyOf(one).match(/[A-Z][^"<>{}]{12,200}/g) ?? [])),
  'Invalid API key',
  'API key has been revoked',
  'Token expired',
  '余额不足,请充值',
  'Please try again in 6m0s',
  'try again in 99999999999999999999999 days',
  'Your limit will reset at 2026-99-99 99:99:99',
);

const intruder = fc.constantFrom(
  ...secretForms(secret),
  ...strangersKeys,
  '\u0007\u001B[31m\u202E',
  '\uFEFF',
  '\u0000',
);

const status = fc.oneof(
  { weight: 4, arbitrary: row.map((one) => Number(one.status)) },
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 599 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      200,
      204,
      301,
      302,
      304,
      400,
      401,
      403,
      404,
      407,
      429,
      451,
      500,
      502,
      503,
      511,
      529,
    ),
  },
);

/** Bodies in which something is as it never was: words of others, keys, a cut, other clothes. */
const mutated = fc
  .tuple(row, sentence, intruder, fc.integer({ min: 0, max: 11 }), fc.nat())
  .map(([one, words, key, how, at]) => {
    const body = bodyOf(one);
    const changed = body.replace(
      /("(?:message|error|detail|msg)":")[^"]*"/,
      (_, name: string) => `${name}${JSON.stringify(`${words} ${key}`).slice(1)}`,
    );
    switch (how) {
      case 0:
        return body.slice(0, at % (body.length + 1));
      case 1:
        return `[${changed}]`;
      case 2:
        return JSON.stringify({ error: changed });
      case 3:
        return `data: ${changed}\n\ndata: [DONE]\n\n`;
      case 4:
        return `{"ok":1}\n${changed}\n`;
      case 5:
        return `<html><body>${words} ${key}</body></html>`;
      case 6:
        return `<?xml version="1.0"?><Error><Code>${words.replaceAll(/\W/g, '')}</Code><Message>${words} ${key}</Message></Error>`;
      case 7:
        return `${words} ${key}`;
      case 8:
        return `\uFEFF${changed}`;
      case 9:
        return body.replaceAll(/\d+/g, String(at));
      case 10:
        return body.replaceAll(/true|false|null|"[^"]*"(?=[,}\]])/g, (value) =>
          at % 2 === 0 ? 'null' : value === 'null' ? '-1' : JSON.stringify(key),
        );
      default:
        return changed;
    }
  });

const body = fc.oneof(
  { weight: 4, arbitrary: mutated },
  { weight: 2, arbitrary: row.map(bodyOf) },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'null', '[]', '{}', '42', '"', '<', '{"error":', '\u001F\u008B\b\u0000'),
  },
  { weight: 1, arbitrary: fc.tuple(sentence, intruder).map(([words, key]) => `${words}: ${key}`) },
);

const moment = fc.oneof(
  fc.integer({ min: -1e9, max: 2e9 }).map(String),
  fc.integer({ min: 1e12, max: 3e12 }).map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.constantFrom(
    '0',
    '-1',
    '',
    'soon',
    'NaN',
    '1e400',
    '6m0s',
    '99999999999d',
    '"api";r=0;t=55',
    'Fri Nov 20 18:45:00 2020',
    '9'.repeat(400),
  ),
);
const timeNames = [
  'retry-after',
  'retry-after-ms',
  'x-ratelimit-reset',
  'ratelimit-reset',
  'ratelimit',
  'x-ratelimit-reset-requests',
  'x-ratelimit-reset-tokens',
  'x-ratelimit-reset-after',
  'anthropic-ratelimit-unified-reset',
  'github-authentication-token-expiration',
] as const;

/** Most answers say nothing of it. */
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const headers = fc
  .tuple(
    fc.oneof(
      row.map((one) => one.headers as Record<string, string>),
      fc.constant({}),
    ),
    fc.dictionary(fc.constantFrom(...timeNames), moment, { maxKeys: 3 }),
    rarely(
      fc.constantFrom(
        'application/json',
        'text/html; charset=utf-8',
        'text/plain',
        'text/event-stream',
        'application/xml',
        'application/problem+json',
      ),
    ),
    rarely(
      fc.constantFrom(
        'Basic realm="x"',
        'Bearer error="invalid_token", error_description="expired"',
        'NTLM',
        'Negotiate',
      ),
    ),
    rarely(intruder),
  )
  .map(([real, times, type, challenge, key]) => ({
    ...real,
    ...times,
    ...(type === null ? {} : { 'content-type': type }),
    ...(challenge === null ? {} : { 'www-authenticate': challenge }),
    ...(key === null
      ? {}
      : {
          location: `https://elsewhere.example/${key}`,
          'x-amzn-errortype': key,
          'openai-organization': key,
          'anthropic-organization-id': key,
        }),
  }));

/** Any answer: mostly real ones that went wrong, some noise, some failures on the way. */
export const anyAnswer: fc.Arbitrary<RawAnswer | TransportFailure> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ status, headers, body, truncated: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      failure: fc.constantFrom(...transportReasons),
      message: fc.tuple(sentence, intruder).map(([words, key]) => `${words} ${key}`),
    }),
  },
);

/** What a program may have asked, as providers' own files tell questions apart. */
export const anyRequest = fc.oneof(
  row.map(({ request }) => {
    const [method = 'GET', path = '/'] = request.split(' ');
    return { method, path };
  }),
  fc.record({ method: fc.constantFrom('GET', 'POST', ''), path: fc.oneof(fc.webPath(), fc.string()) }),
);
