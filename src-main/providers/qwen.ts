import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import { byRegion } from './origin.ts';
import type { Provider, Reading } from './provider.ts';

const origin = byRegion(
  {
    global: 'https://dashscope-intl.aliyuncs.com',
    intl: 'https://dashscope-intl.aliyuncs.com',
    cn: 'https://dashscope.aliyuncs.com',
    us: 'https://dashscope-us.aliyuncs.com',
  },
  'global',
);

const planPrefix = 'sk-sp-';

export const qwen: Provider = {
  id: 'qwen',
  name: 'Qwen',
  mark: 'Qw',
  aliases: ['dashscope', 'modelstudio', 'bailian', 'alibaba', 'qwen-portal'],
  kinds: ['api_key'],
  variables: ['DASHSCOPE_API_KEY', 'QWEN_API_KEY', 'MODELSTUDIO_API_KEY', 'BAILIAN_CODING_PLAN_API_KEY'],
  tools: {
    secret: ['DASHSCOPE_API_KEY', 'QWEN_API_KEY', 'MODELSTUDIO_API_KEY'],
    secretByPrefix: { 'sk-sp-': ['BAILIAN_CODING_PLAN_API_KEY'] },
    baseUrl: { DASHSCOPE_BASE_URL: '', QWEN_BASE_URL: '' },
  },
  shapes: [
    { kind: 'api_key', label: telling('Qwen Coding Plan key'), prefix: planPrefix },
    {
      kind: 'api_key',
      label: telling('DashScope API key'),
      prefix: 'sk-',
      pattern: /^sk-[a-z0-9]{32}$/,
      length: 35,
      ambiguous: true,
    },
  ],
  baseUrl: 'https://dashscope-intl.aliyuncs.com',
  origin,
  hosts: ['dashscope-intl.aliyuncs.com', 'dashscope.aliyuncs.com', 'dashscope-us.aliyuncs.com'],
  probe: {
    by: 'http',
    request(secret, subject) {
      if (secret?.startsWith(planPrefix) && subject.baseUrl === null)
        throw new KeywatchError(
          'invalid_input',
          telling(
            'A Coding Plan key is taken at the plan’s own address only; nothing was sent; add its base URL, https://coding-intl.dashscope.aliyuncs.com/v1 outside China.',
          ),
        );
      const path = '/compatible-mode/v1/models';
      const mounts = ['/api/v1', '/apps/anthropic', '/apps/anthropic/v1'];
      return ask({ baseUrl: origin(subject.config), path, key: 'bearer', mounts }, secret, subject);
    },
  },
  read({ status, json }) {
    if (!isObject(json) || status < 400 || status >= 500) return null;
    const error = isObject(json['error']) ? json['error'] : json;
    const text = `${textOf(error, 'code') ?? ''} ${textOf(error, 'type') ?? ''}`.toLowerCase();
    return readError(status, text, (textOf(error, 'message') ?? '').toLowerCase());
  },
  links: {
    keys: 'https://modelstudio.console.alibabacloud.com/?tab=globalset#/efm/api_key',
    billing: 'https://usercenter2-intl.aliyun.com/billing',
    status: 'https://status.alibabacloud.com',
  },
  proves: telling('Alibaba Cloud Model Studio answered and did not refuse the key.'),
  cannotProve: telling(
    'That the key is checked by every region’s list of models, or that the account is paid up.',
  ),
  cost: telling('Free: it lists models and uses no tokens.'),
};

/** Where its codes mean something else than elsewhere. https://www.alibabacloud.com/help/en/model-studio/error-code */
function readError(status: number, codes: string, message: string): Partial<Reading> | null {
  if (/freetieronly/.test(codes) || /free (?:allocated )?(?:tier|quota)/.test(message))
    return { outcome: 'no_credit' };
  // A share of a minute, an hour or a month that fills again; money that is gone is "Arrearage".
  if (/insufficient_quota|throttling/.test(codes)) return { outcome: 'rate_limited' };
  if (
    /model[._]?accessdenied|accessdenied\.unpurchased/.test(codes) ||
    /access to model denied/.test(message)
  )
    return { outcome: 'model_not_found' };
  if (/access token or token expired/.test(message))
    return {
      outcome: 'invalid',
      message: telling(
        'Not taken here: a Coding Plan key works at the plan’s own address only, others do not work there; or the plan has ended',
      ),
    };
  // The code of a wrong key stands for a missing one too.
  if (status === 401 && /invalid_?api_?key/.test(codes) && !/no api-?key provided/.test(message))
    return {
      outcome: 'invalid',
      message: telling(
        'Not known here; keys of the Chinese, the international and the American region are different',
      ),
    };
  return null;
}
