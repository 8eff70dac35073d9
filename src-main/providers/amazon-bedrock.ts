import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import { isRegion, readShortTermKey, shortTermPrefix } from './bedrock-token.ts';
import type { ProbeSubject, Provider, Reading } from './provider.ts';

const hour = 3_600_000;

const origin = ({ region = '' }: ProbeSubject['config']): string | null =>
  isRegion(region) ? `https://bedrock.${region}.amazonaws.com` : null;

export const amazonBedrock: Provider = {
  id: 'amazon-bedrock',
  name: 'Amazon Bedrock',
  mark: 'Br',
  aliases: ['bedrock', 'aws-bedrock'],
  kinds: ['api_key', 'token'],
  variables: ['AWS_BEARER_TOKEN_BEDROCK'],
  tools: { settings: { region: ['AWS_REGION'] } },
  shapes: [
    {
      kind: 'api_key',
      label: telling('Amazon Bedrock API key'),
      prefix: 'ABSK',
      pattern: /^ABSK[A-Za-z0-9+/]{109,269}={0,2}$/,
    },
    {
      kind: 'token',
      label: telling('short-term Amazon Bedrock API key'),
      prefix: shortTermPrefix,
      pattern: /^bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]+={0,2}$/,
      lifetimeMs: 12 * hour,
    },
  ],
  baseUrl: null,
  origin,
  // What runs models lists none.
  asksAt: (host) =>
    origin({ region: /^bedrock-runtime\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host)?.[1] ?? '' }),
  probe: {
    by: 'http',
    request(secret, subject) {
      const place = subject.baseUrl ?? origin(subject.config);
      const wanted = readShortTermKey(secret)?.region ?? null;
      if (place === null) throw regionless(wanted);
      const asked = /\.([a-z]{2}-[a-z-]+-\d)\./.exec(place)?.[1];
      if (wanted !== null && asked !== undefined && asked !== wanted)
        throw new KeywatchError(
          'invalid_input',
          telling(
            'This short-term key works in {wanted} only and the profile says {asked}; nothing was sent; change the region.',
            { wanted, asked },
          ),
        );
      const path = place.includes('.api.aws') ? '/v1/models' : '/foundation-models';
      return ask({ baseUrl: place, path, key: 'bearer' }, secret, subject);
    },
  },
  read({ status, json }, _request, _now, secret) {
    const end = readShortTermKey(secret)?.expiresAt ?? null;
    const ends = end === null ? {} : { expiresAt: end, expiryFrom: 'jwt' as const };
    if (status >= 400 && status < 500) {
      const message = textOf(json, 'Message') ?? textOf(json, 'message') ?? '';
      return { ...ends, ...readError(message.toLowerCase()) };
    }
    const models = status === 200 && isObject(json) ? (json['modelSummaries'] ?? json['data']) : null;
    return { ...ends, facts: Array.isArray(models) ? { models: models.length } : {} };
  },
  links: {
    keys: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
    billing: 'https://console.aws.amazon.com/billing/home',
    status: 'https://health.aws.amazon.com/health/status',
  },
  proves: telling('Amazon Bedrock accepts the key in this region.'),
  cannotProve: telling('That the account may use a certain model there.'),
  cost: telling('Free: it lists models and uses no tokens.'),
};

function regionless(wanted: string | null): KeywatchError {
  return new KeywatchError(
    'invalid_input',
    telling(
      'Amazon Bedrock is asked in one region and this credential names none; nothing was sent; set its region, for example {wanted}.',
      { wanted: wanted ?? 'us-east-1' },
    ),
  );
}

/** One type, AccessDeniedException, stands for most of these: words come first. https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
function readError(message: string): Partial<Reading> | null {
  if (/make sure your api key is valid/.test(message))
    return {
      outcome: 'invalid',
      message: telling(
        'Amazon does not know this key in this region; a key of another region looks the same',
      ),
    };
  if (/bearer token has expired|token included in the request is expired|signature expired/.test(message))
    return { outcome: 'expired' };
  if (/unsupported countries|countries, regions, or territories/.test(message))
    return { outcome: 'region_blocked' };
  if (/payment instrument|payment_instrument/.test(message)) return { outcome: 'no_credit' };
  if (/exceeds? the service quota|service quota exceeded/.test(message)) return { outcome: 'rate_limited' };
  if (
    /access to the model|model identifier|on-demand throughput|resolve the foundation model|model version has reached|model use case details/.test(
      message,
    )
  )
    return { outcome: 'model_not_found' };
  return null;
}
