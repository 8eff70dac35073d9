import { telling } from '../../src-shared/say.ts';
import type { Outcome } from '../../src-shared/words.ts';
import { isObject, numberOf, textOf, type JsonObject } from './answer-body.ts';
import { ask } from './ask.ts';
import { learn } from './learn.ts';
import { byRegion } from './origin.ts';
import { noWindow, readPlan, type PlanWindow } from './plan-windows.ts';
import type { Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

const origin = byRegion({ global: 'https://api.z.ai', cn: 'https://open.bigmodel.cn' }, 'global');

export const zai: Provider = {
  id: 'zai',
  name: 'Z.ai',
  mark: 'Za',
  aliases: ['z-ai', 'z.ai', 'glm', 'zhipu', 'zhipuai', 'bigmodel'],
  kinds: ['api_key'],
  variables: [
    'ZAI_API_KEY',
    'Z_AI_API_KEY',
    'ZHIPU_API_KEY',
    'ZHIPUAI_API_KEY',
    'BIGMODEL_API_KEY',
    'GLM_API_KEY',
  ],
  shapes: [
    {
      kind: 'api_key',
      label: telling('Z.ai API key'),
      prefix: '',
      pattern: /^[0-9a-f]{32}\.[A-Za-z0-9]{16}$/,
      length: 49,
    },
  ],
  baseUrl: 'https://api.z.ai',
  origin,
  hosts: ['api.z.ai', 'open.bigmodel.cn'],
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl: origin(subject.config),
          path: '/api/monitor/usage/quota/limit',
          key: 'bearer',
          mounts: ['/api/paas/v4', '/api/coding/paas/v4', '/api/anthropic', '/api/anthropic/v1'],
        },
        secret,
        subject,
      ),
  },
  read({ status, json }, request, now) {
    if (!isObject(json) || status >= 500) return null;
    const failure = readCode(json);
    if (failure !== null) return failure;
    const data = json['data'];
    return status === 200 && request.path.includes('/quota/limit') && isObject(data)
      ? readQuota(data, now)
      : null;
  },
  // Its times are those of Peking.
  zoneOffsetMs: 8 * 3_600_000,
  links: {
    keys: 'https://z.ai/manage-apikey/apikey-list',
    billing: 'https://z.ai/manage-apikey/billing',
    status: null,
  },
  proves: telling('Z.ai accepts the key, and the windows of its plan are not used up.'),
  cannotProve: telling(
    'That there is balance left on a key without a plan. Z.ai does not document this question.',
  ),
  cost: telling('Free: it asks how much of the plan is used.'),
};

/** Its codes mean one thing under every status. https://docs.z.ai/api-reference/api-code */
const meaningOf: Readonly<Record<number, Outcome>> = {
  401: 'invalid',
  500: 'server_error',
  1000: 'invalid',
  1001: 'malformed',
  1002: 'invalid',
  1003: 'expired',
  1004: 'invalid',
  1100: 'server_error',
  1110: 'revoked',
  1111: 'invalid',
  1112: 'revoked',
  1113: 'no_credit',
  1120: 'server_error',
  1121: 'revoked',
  1200: 'server_error',
  1210: 'malformed',
  1211: 'model_not_found',
  1212: 'malformed',
  1213: 'malformed',
  1214: 'malformed',
  1215: 'malformed',
  1220: 'forbidden',
  1221: 'unverifiable',
  1222: 'unverifiable',
  1230: 'server_error',
  1231: 'malformed',
  1234: 'server_error',
  1261: 'malformed',
  1300: 'malformed',
  1301: 'malformed',
  1302: 'rate_limited',
  1303: 'rate_limited',
  1304: 'rate_limited',
  1305: 'overloaded',
  1308: 'rate_limited',
  1309: 'no_credit',
  1310: 'rate_limited',
  1311: 'model_not_found',
  1312: 'overloaded',
  1313: 'rate_limited',
};

function readCode(json: JsonObject): Partial<Reading> | null {
  const error = isObject(json['error']) ? json['error'] : json['success'] === false ? json : null;
  const outcome = meaningOf[numberOf(error, 'code') ?? 0];
  if (error === null || outcome === undefined) return null;
  const text = textOf(error, 'message') ?? textOf(error, 'msg');
  // One sentence for a wrong key and one that ended: it tells only that the key was not taken.
  if (outcome === 'invalid')
    return {
      outcome,
      message: telling('{text}; keys of z.ai and bigmodel.cn are different', {
        text: text ?? telling('Z.ai did not take the key'),
      }),
    };
  return text === null ? { outcome } : { outcome, message: text };
}

/** Units of the windows: 3 is hours, 6 is weeks. */
const shortUnit = 3;
const weekUnit = 6;

function readQuota(data: JsonObject, now: number): Partial<Reading> {
  const limits = (Array.isArray(data['limits']) ? data['limits'] : []).filter(isObject);
  const windowOf = (unit: number): PlanWindow => {
    const limit = limits.find((one) => one['type'] === 'TOKENS_LIMIT' && numberOf(one, 'unit') === unit);
    if (limit === undefined) return noWindow;
    return { usedPercent: numberOf(limit, 'percentage'), resetsAt: moment(limit['nextResetTime']) };
  };
  const read = readPlan(windowOf(shortUnit), windowOf(weekUnit), now);
  const plan = learn(data, { level: 'plan', planName: 'plan', plan_name: 'plan' });
  return { ...read, facts: { ...plan, ...read.facts } };
}
