import type { Outcome } from '../../src-shared/words.ts';
import { jwtExpiry } from '../../src-shared/jwt.ts';
import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, textOf, type JsonObject } from './answer-body.ts';
import { failureBy } from './answer-rules.ts';
import { ask } from './ask.ts';
import { byRegion } from './origin.ts';
import { noWindow, readPlan, type PlanWindow } from './plan-windows.ts';
import type { Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

const origin = byRegion({ global: 'https://api.minimax.io', cn: 'https://api.minimaxi.com' }, 'global');

/** Keys that pay as they go, and those of old: the plan's question knows nothing of either. */
const hasNoPlan = (secret: string | null): boolean => /^(?:sk-api-|eyJ)/.test(secret ?? '');

export const minimax: Provider = {
  id: 'minimax',
  name: 'MiniMax',
  mark: 'Mm',
  aliases: ['minimaxi', 'minimax-cn'],
  kinds: ['api_key'],
  variables: ['MINIMAX_API_KEY', 'MINIMAX_CODING_API_KEY', 'MINIMAX_TOKEN_PLAN_KEY'],
  shapes: [
    { kind: 'api_key', label: telling('MiniMax API key'), prefix: 'sk-api-' },
    {
      kind: 'api_key',
      label: telling('MiniMax subscription key'),
      prefix: 'sk-cp-',
      warn: telling(
        'This key draws on a MiniMax subscription. Its units are apart from the balance that keys beginning with sk-api- pay from.',
      ),
    },
    {
      kind: 'api_key',
      label: telling('MiniMax API key of the older form'),
      prefix: 'eyJ',
      pattern: /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/,
      ambiguous: true,
    },
  ],
  // The older keys are web tokens that say who made them.
  issuers: ['minimax'],
  baseUrl: 'https://api.minimax.io',
  origin,
  hosts: ['api.minimax.io', 'api.minimaxi.com', 'api.minimax.chat'],
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl: origin(subject.config),
          path: hasNoPlan(secret) ? '/v1/models' : '/v1/token_plan/remains',
          key: 'bearer',
          mounts: ['/anthropic', '/anthropic/v1'],
        },
        secret,
        subject,
      ),
  },
  read({ status, json }, _request, now, secret) {
    const failure = isObject(json) && status >= 400 && status < 500 ? readErrorCode(json) : null;
    if (failure !== null) return failure;
    const facts = status === 200 && isObject(json) ? readRemains(json['model_remains'], now) : null;
    const end = secret === null ? null : jwtExpiry(secret);
    return end === null ? facts : { ...facts, expiresAt: end, expiryFrom: 'jwt' };
  },
  // MiniMax says what happened in the body, whatever the status is (D-B13).
  readForeign: ({ json }) => (isObject(json) ? readBaseResp(json['base_resp']) : null),
  links: {
    keys: 'https://platform.minimax.io/user-center/basic-information/interface-key',
    billing: 'https://platform.minimax.io/user-center/payment/balance',
    status: null,
  },
  proves: telling('MiniMax accepts the key; for a subscription key also that its windows are not used up.'),
  cannotProve: telling('That there is balance left on a key that pays as it goes.'),
  cost: telling('Free: it asks what is left of the plan, or lists models.'),
};

/** https://platform.minimax.io/docs/api-reference/errorcode */
const meaningOf: Readonly<Record<number, Outcome>> = {
  1000: 'server_error',
  1001: 'server_error',
  1002: 'rate_limited',
  1004: 'invalid',
  1008: 'no_credit',
  1013: 'server_error',
  1024: 'server_error',
  1026: 'malformed',
  1027: 'malformed',
  1028: 'no_credit',
  1030: 'no_credit',
  1033: 'server_error',
  1039: 'rate_limited',
  1041: 'rate_limited',
  1042: 'malformed',
  1043: 'malformed',
  1044: 'malformed',
  2013: 'malformed',
  2037: 'malformed',
  2039: 'malformed',
  2042: 'forbidden',
  2045: 'rate_limited',
  2048: 'malformed',
  2049: 'invalid',
  2056: 'rate_limited',
  2061: 'model_not_found',
  2064: 'overloaded',
  20132: 'malformed',
};

function readBaseResp(resp: unknown): Partial<Reading> | null {
  const code = numberOf(resp, 'status_code');
  return code === null || code === 0 ? null : readCode(code, textOf(resp, 'status_msg') ?? '');
}

/** The form of other vendors' errors, with MiniMax's own code at the end of the sentence. */
function readErrorCode(json: JsonObject): Partial<Reading> | null {
  const message = textOf(json['error'], 'message') ?? '';
  const code = /\((\d{4,5})\)\s*$/.exec(message)?.[1];
  return code === undefined || !(Number(code) in meaningOf) ? null : readCode(Number(code), message);
}

function readCode(code: number, text: string): Partial<Reading> {
  const words = text.toLowerCase();
  if (code === 1004 && /cookie|token not match group/.test(words))
    return {
      outcome: 'unverifiable',
      message: telling(
        'MiniMax does not take this kind of key at this address; this says nothing about the key',
      ),
    };
  const worded = failureBy({ codes: [], words });
  // One code stands for every wrong question, also for one about a model that is not there.
  const outcome = (code === 2013 ? worded : null) ?? meaningOf[code] ?? worded ?? 'unverifiable';
  if (outcome !== 'invalid') return { outcome, message: text };
  return {
    outcome,
    message: telling(
      '{text}; keys of the international platform (minimax.io) and the Chinese one (minimaxi.com) are different',
      { text },
    ),
  };
}

/** The text models' share of a plan; the names say "usage" of what is left. */
function readRemains(remains: unknown, now: number): Partial<Reading> | null {
  const rows = (Array.isArray(remains) ? remains : []).filter(isObject);
  const row = rows.find((one) => one['model_name'] === 'general') ?? rows[0];
  if (row === undefined) return null;
  const read = readPlan(windowOf(row, 'current_interval', 'end_time'), weekOf(row), now);
  const total = numberOf(row, 'current_interval_total_count') ?? 0;
  const left = total > 0 ? numberOf(row, 'current_interval_usage_count') : null;
  return left === null ? read : { ...read, facts: { ...read.facts, unitsRemaining: left } };
}

const weekOf = (row: JsonObject): PlanWindow => windowOf(row, 'current_weekly', 'weekly_end_time');

function windowOf(row: JsonObject, of: string, end: string): PlanWindow {
  const left = numberOf(row, `${of}_remaining_percent`);
  return left === null ? noWindow : { usedPercent: 100 - left, resetsAt: moment(row[end]) };
}
