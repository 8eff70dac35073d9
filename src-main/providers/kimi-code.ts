import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, textOf } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { noWindow, readPlan, type PlanWindow } from './plan-windows.ts';
import type { Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

const baseUrl = 'https://api.kimi.com';

export const kimiCode: Provider = {
  id: 'kimi-code',
  name: 'Kimi Code',
  mark: 'Kc',
  aliases: ['kimi-coding', 'kimi-for-coding'],
  kinds: ['api_key'],
  variables: ['KIMI_CODE_API_KEY'],
  shapes: [{ kind: 'api_key', label: telling('Kimi Code key'), prefix: 'sk-kimi-' }],
  baseUrl,
  probe: bearerGet(baseUrl, '/coding/v1/usages'),
  read({ status, json }, request, now) {
    const message = (textOf(isObject(json) ? json['error'] : null, 'message') ?? '').toLowerCase();
    if (status >= 400 && status < 500) return readRefusal(message);
    return status === 200 && isObject(json) && request.path.includes('/usages') ? readUsage(json, now) : null;
  },
  links: {
    keys: 'https://www.kimi.com/code/console',
    billing: 'https://www.kimi.com/code/console',
    status: 'https://status.moonshot.cn',
  },
  proves: telling('Kimi accepts the key, and the windows of its plan are not used up.'),
  cannotProve: telling('That a program may use it: Kimi takes such keys from coding programs it knows only.'),
  cost: telling('Free: it asks how much of the plan is used.'),
};

/** One error type stands for the gate, a full month and an end for good: only words tell. https://www.kimi.com/code/docs/en/kimi-code/error-reference.html */
function readRefusal(message: string): Partial<Reading> | null {
  if (/only available for coding agents/.test(message))
    return {
      outcome: 'unverifiable',
      message: telling('Kimi answers coding programs it knows only; this says nothing about the key'),
    };
  if (/usage limit for this period|receiving too many requests/.test(message))
    return { outcome: 'rate_limited' };
  if (/usage limit for this billing cycle|monthly usage limit|membership benefits/.test(message))
    return { outcome: 'no_credit' };
  if (message.startsWith('access terminated')) return { outcome: 'revoked' };
  return message.startsWith('not found the model') ? { outcome: 'model_not_found' } : null;
}

/** How long a window of five hours is, in the units Kimi counts it in. */
const fiveHours: ReadonlySet<string> = new Set(['300 TIME_UNIT_MINUTE', '5 TIME_UNIT_HOUR']);

function readUsage(json: object, now: number): Partial<Reading> {
  const { usage, limits, user } = { usage: null, limits: null, user: null, ...json };
  const short = (Array.isArray(limits) ? limits : []).find((limit: unknown) => {
    const window = isObject(limit) ? limit['window'] : null;
    return fiveHours.has(`${numberOf(window, 'duration')} ${textOf(window, 'timeUnit')}`);
  });
  const level = textOf(isObject(user) ? user['membership'] : null, 'level')?.replace(/^LEVEL_/, '');
  const plan = level === undefined || level === 'UNSPECIFIED' ? {} : { plan: level.toLowerCase() };
  const read = readPlan(windowOf(isObject(short) ? short['detail'] : null), windowOf(usage), now);
  return { ...read, facts: { ...plan, ...read.facts } };
}

/** Numbers come as texts; what is left stands where what is used does not. */
function windowOf(detail: unknown): PlanWindow {
  const limit = numberOf(detail, 'limit');
  const remaining = numberOf(detail, 'remaining');
  const used = numberOf(detail, 'used') ?? (limit === null || remaining === null ? null : limit - remaining);
  if (!isObject(detail) || limit === null || limit <= 0 || used === null) return noWindow;
  return { usedPercent: (used / limit) * 100, resetsAt: moment(detail['resetTime'] ?? detail['reset_at']) };
}
