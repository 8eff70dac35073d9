import { expiryGraceMs, hasPassed } from '../../src-shared/expiry.ts';
import { jwtClaims, jwtExpiry } from '../../src-shared/jwt.ts';
import { telling } from '../../src-shared/say.ts';
import { isObject, numberOf, type JsonObject } from './answer-body.ts';
import { learn } from './learn.ts';
import { noWindow, readPlan, type PlanWindow } from './plan-windows.ts';
import type { ProbeSubject, Provider, Reading } from './provider.ts';
import { moment } from './retry-time.ts';

const issuer = 'auth.openai.com';

export const openaiCodex: Provider = {
  id: 'openai-codex',
  name: 'Codex',
  mark: 'Cx',
  aliases: ['codex', 'chatgpt'],
  kinds: ['oauth', 'token'],
  variables: [],
  tools: { shadows: ['CODEX_API_KEY', 'OPENAI_API_KEY', 'OPENAI_BASE_URL'], baseUrl: {} },
  shapes: [
    {
      kind: 'token',
      label: telling('ChatGPT login token'),
      prefix: 'eyJ',
      pattern: /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/,
      ambiguous: true,
    },
  ],
  issuers: [issuer],
  baseUrl: null,
  probe: { by: 'here', read: readToken },
  read: ({ status, json }, request, now) =>
    status === 200 && isObject(json) && request.path.includes('/wham/usage') ? readUsage(json, now) : null,
  links: {
    keys: 'https://chatgpt.com/codex/settings/usage',
    billing: 'https://chatgpt.com/codex/settings/usage',
    status: 'https://status.openai.com',
  },
  proves: telling('There is a login, and by its own word its time is not over.'),
  cannotProve: telling('That OpenAI still accepts it: Keywatch reads the token here and never sends it.'),
  cost: telling('Free: nothing is sent.'),
};

const nothing: Omit<Reading, 'outcome' | 'message'> = {
  retryAt: null,
  resetAt: null,
  expiresAt: null,
  facts: {},
};

const unverifiable = (message: string): Reading => ({ ...nothing, outcome: 'unverifiable', message });

/** Codex renews its login a few days before the end, so an end alone condemns only a token that was pasted. */
function readToken(secret: string | null, { kind }: ProbeSubject, now: number): Reading {
  if (secret === null) return unverifiable(telling('There is no login to look at; run codex login'));
  if (secret.startsWith('sk-'))
    return unverifiable(
      telling('Codex uses an API key here instead of a login; add that key as one of OpenAI'),
    );
  const claims = jwtClaims(secret);
  if (claims === null) return unverifiable(telling('This does not have the form of a ChatGPT login'));
  const signer = typeof claims['iss'] === 'string' ? URL.parse(claims['iss'])?.hostname : undefined;
  if (signer !== undefined && signer !== issuer)
    return unverifiable(telling('This token was not made by OpenAI, so it is no login of Codex'));
  const expiresAt = jwtExpiry(secret);
  const read = { ...nothing, expiresAt, expiryFrom: 'jwt' as const, facts: factsOf(claims) };
  if (expiresAt === null || !hasPassed(expiresAt, now, expiryGraceMs))
    return {
      ...read,
      outcome: 'unverifiable',
      message: telling('Read here, not sent: only using it shows whether OpenAI still accepts it'),
    };
  return kind === 'oauth'
    ? {
        ...read,
        outcome: 'unverifiable',
        message: telling('Its time is over; Codex renews it when it is used next'),
      }
    : { ...read, outcome: 'expired', message: telling('The time that stands in this token is over') };
}

/** Plan and account; the e-mail address beside them is left where it is. */
const factsOf = (claims: JsonObject): Reading['facts'] =>
  learn(claims['https://api.openai.com/auth'], { chatgpt_plan_type: 'plan', chatgpt_account_id: 'account' });

/** What real use of the login may bring: an answer that OpenAI does not document. */
function readUsage(json: JsonObject, now: number): Partial<Reading> {
  const limits = isObject(json['rate_limit']) ? json['rate_limit'] : {};
  const read = readPlan(windowOf(limits['primary_window']), windowOf(limits['secondary_window']), now);
  return {
    ...read,
    facts: {
      ...learn(json, { plan_type: 'plan' }),
      ...learn(json['credits'], { balance: 'balance' }),
      ...read.facts,
    },
  };
}

function windowOf(window: unknown): PlanWindow {
  if (!isObject(window)) return noWindow;
  return { usedPercent: numberOf(window, 'used_percent'), resetsAt: moment(window['reset_at']) };
}
