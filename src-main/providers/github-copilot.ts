import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, type JsonObject } from './answer-body.ts';
import { ask } from './ask.ts';
import { githubChecksum } from './github-checksum.ts';
import { learn } from './learn.ts';
import type { KeyShape, Provider, RawAnswer, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

const baseUrl = 'https://api.github.com';

const shape = (label: string, prefix: string): KeyShape => ({
  kind: 'token',
  label,
  prefix,
  pattern: new RegExp(`^${prefix}[A-Za-z0-9]{36,251}$`),
  checksum: githubChecksum,
});

export const githubCopilot: Provider = {
  id: 'github-copilot',
  name: 'GitHub Copilot',
  mark: 'Gc',
  aliases: ['github', 'copilot'],
  kinds: ['token'],
  variables: ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'],
  // The other two sign in git and gh as well.
  tools: { secret: ['COPILOT_GITHUB_TOKEN'] },
  shapes: [
    shape(telling('GitHub login token'), 'gho_'),
    shape(telling('GitHub app token'), 'ghu_'),
    {
      kind: 'token',
      label: telling('GitHub fine-grained token'),
      prefix: 'github_pat_',
      pattern: /^github_pat_\w{82}$/,
      length: 93,
    },
    {
      ...shape(telling('classic GitHub token'), 'ghp_'),
      warn: telling(
        'This is a classic GitHub token, which Copilot refuses; make a fine-grained one with the permission “Copilot Requests”.',
      ),
    },
  ],
  baseUrl,
  hosts: ['api.githubcopilot.com', '.githubcopilot.com'],
  asksAt: (host) => (/(?:^|\.)githubcopilot\.com$/.test(host) ? baseUrl : null),
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl,
          path: '/user',
          key: 'bearer',
          headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
        },
        secret,
        subject,
      ),
  },
  // The windows of GitHub's API are not those of Copilot.
  probeHasOwnLimits: true,
  read(answer) {
    const { status, headers, json } = answer;
    // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
    if ((status === 403 || status === 429) && headers['x-ratelimit-remaining'] === '0')
      return { outcome: 'rate_limited', resetAt: moment(headers['x-ratelimit-reset']) };
    return status === 200 ? readAccount(answer, isObject(json) ? json : {}) : null;
  },
  links: {
    keys: 'https://github.com/settings/personal-access-tokens',
    billing: 'https://github.com/settings/copilot',
    status: 'https://www.githubstatus.com',
  },
  proves: telling('GitHub accepts the token.'),
  cannotProve: telling(
    'That its account has Copilot, or requests left in it: only Copilot’s own programs may ask that.',
  ),
  cost: telling('Free: it asks whose the token is.'),
};

function readAccount({ headers }: RawAnswer, json: JsonObject): Partial<Reading> {
  const scopes = headers['x-oauth-scopes']?.trim() ?? '';
  const quotas = isObject(json['quota_snapshots']) ? json['quota_snapshots'] : {};
  const left = numberOf(quotas['premium_interactions'], 'remaining');
  const percent = numberOf(quotas['premium_interactions'], 'percent_remaining');
  return {
    facts: {
      ...learn(json, { login: 'account', copilot_plan: 'plan', quota_reset_date: 'limitReset' }),
      ...(scopes === '' ? {} : { scopes: scopes.slice(0, 120) }),
      ...(left === null ? {} : { unitsRemaining: left }),
      ...(percent === null ? {} : { usedPercent: 100 - percent }),
    },
    expiresAt: tokenEnd(headers['github-authentication-token-expiration']),
  };
}

/** "2026-12-20 09:00:00 UTC", or with an offset. Epoch ms or null. */
function tokenEnd(text: string | undefined): number | null {
  return moment(
    text?.trim().replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/, '$1T$2$3:$4'),
  );
}
