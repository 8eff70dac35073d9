import { setupTokenLifeMs } from '../../src-shared/expiry.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { saying, telling } from '../../src-shared/say.ts';
import { TransportError, type Spawn } from '../ports.ts';
import { readAnthropicError } from './anthropic-answers.ts';
import { isObject, textOf, type JsonObject } from './answer-body.ts';
import { claudeShadows } from './claude-shadows.ts';
import { learn } from './learn.ts';
import type { KeyShape, ProbeSubject, Provider, ReadException, Reading } from './provider.ts';
import { longestRetryMs, moment, retryTime } from './retry-time.ts';

const minute = 60_000;
const answerWithinMs = 5_000;

const setupToken: KeyShape = {
  kind: 'token',
  label: telling('Claude setup token'),
  prefix: 'sk-ant-oat01-',
  pattern: /^sk-ant-oat01-[\w-]{93}AA$/,
  length: 108,
  ending: 'AA',
  strict: true,
  lifetimeMs: setupTokenLifeMs,
};

export const claudeCode: Provider = {
  id: 'claude-code',
  name: 'Claude Code',
  mark: 'Cc',
  aliases: ['claude-cli'],
  kinds: ['token', 'oauth'],
  variables: ['CLAUDE_CODE_OAUTH_TOKEN'],
  // Its tokens go to Anthropic alone (providers.md §2.3), so no profile of it names another address.
  tools: { shadows: [...claudeShadows, 'CLAUDE_CODE_OAUTH_TOKEN', 'ANTHROPIC_BASE_URL'], baseUrl: {} },
  shapes: [
    setupToken,
    {
      kind: 'oauth',
      label: telling('Claude refresh token'),
      prefix: 'sk-ant-ort',
      refuseAs: 'refresh_token',
      refuse: telling(
        'This is a refresh token of a Claude Code login; a copy of it would sign Claude Code out. Link the login instead with login:claude-code, or paste the token that claude setup-token prints.',
      ),
    },
    {
      kind: 'oauth',
      label: telling('Claude web session'),
      prefix: 'sk-ant-sid',
      refuseAs: 'session_token',
      refuse: telling(
        'This is the session of a browser, not a key. Paste an API key from platform.claude.com, or the token that claude setup-token prints.',
      ),
    },
  ],
  baseUrl: null,
  probe: { by: 'command', ask: askClaude },
  read: readClaude,
  minIntervalMs: 60 * minute,
  probeHasOwnLimits: true,
  links: {
    keys: 'https://claude.ai/settings/claude-code',
    billing: 'https://claude.ai/settings/usage',
    status: 'https://status.claude.com',
  },
  proves: telling('Claude Code on this machine has this login.'),
  cannotProve: telling(
    'That Anthropic still accepts it: Keywatch never sends such a token over the network.',
  ),
  cost: telling('Free: your own claude is asked for its status; nothing is sent.'),
  policy: saying(
    'As of November 2026 Anthropic’s terms ask that tokens of Claude plans are used with Claude Code and Anthropic’s own apps, and have limited other uses before without notice. Keywatch keeps this token encrypted on this machine, sends it nowhere, and hands it to Claude Code and to nothing else, unless you link a gateway that uses it or take it out yourself. Linking Claude Code’s own login needs no copy at all. The current terms are at code.claude.com/docs/en/legal-and-compliance.',
  ),
};

function verdict(outcome: Reading['outcome'], message: string, facts: Reading['facts'] = {}): Reading {
  return { outcome, message, facts, retryAt: null, resetAt: null, expiresAt: null };
}

/** Other credentials that Claude Code would take before the one asked about; empty counts as not set. */
const shadows = { ANTHROPIC_API_KEY: '', ANTHROPIC_AUTH_TOKEN: '', CLAUDE_CODE_OAUTH_TOKEN: '' };

/**
 * Asks the person's own Claude Code, which is ordinary use of it. A setup token goes into that child's environment and
 * nowhere else; a login of its own needs none. What it says is "present", never "works".
 */
async function askClaude(secret: string | null, subject: ProbeSubject, spawn: Spawn): Promise<Reading> {
  const ownLogin = subject.kind === 'oauth';
  const owner = subject.owner ?? 'claude-code';
  if (ownLogin && owner !== 'claude-code')
    return verdict(
      'unverifiable',
      telling(
        'Read where {owner} keeps it, and not sent; only using it shows whether Anthropic still accepts it',
        { owner: providerName(owner) },
      ),
    );
  if (!ownLogin && secret === null) return verdict('unverifiable', telling('There is no token to ask about'));
  if (!ownLogin && secret !== null && !setupToken.pattern?.test(secret))
    return verdict('unverifiable', misshapen(secret));
  const env = ownLogin || secret === null ? shadows : { ...shadows, CLAUDE_CODE_OAUTH_TOKEN: secret };
  try {
    const { stdout } = await spawn('claude', ['auth', 'status', '--json'], {
      env,
      timeoutMs: answerWithinMs,
    });
    return readStatus(stdout, ownLogin);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return error.reason === 'timeout'
      ? verdict('unverifiable', telling('Claude Code did not answer within 5 seconds'))
      : verdict(
          'unverifiable',
          telling('Claude Code is not installed here, so nobody can be asked about this login'),
        );
  }
}

function misshapen(secret: string): string {
  return secret.length === setupToken.length
    ? telling('This does not have the form of a Claude setup token')
    : telling(
        'This has {count} characters and a Claude setup token has 108: it is probably not the whole token',
        { count: secret.length },
      );
}

/** Only the answer's own `loggedIn` decides: the exit code is 1 for ordinary errors too. */
function readStatus(stdout: string, ownLogin: boolean): Reading {
  const status = jsonObject(stdout);
  if (status === null || typeof status['loggedIn'] !== 'boolean')
    return verdict(
      'unverifiable',
      telling('Claude Code gave no status that can be read; a newer version may help'),
    );
  if (!status['loggedIn'])
    return ownLogin
      ? verdict('invalid', telling('Claude Code is logged out; start claude and log in again'))
      : verdict('unverifiable', telling('Claude Code did not take this token'));
  const method = textOf(status, 'authMethod');
  if (!ownLogin && method !== null && method !== 'oauth_token')
    return verdict(
      'unverifiable',
      telling('Claude Code uses another credential of this machine instead of this token'),
    );
  const plan = textOf(status, 'subscriptionType');
  const organization = textOf(status, 'orgName');
  return verdict(
    'ok',
    telling('Present in Claude Code; only using it shows whether Anthropic still accepts it'),
    {
      ...(plan === null ? {} : { plan }),
      ...(organization === null ? {} : { organization }),
    },
  );
}

function jsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text.slice(Math.max(text.indexOf('{'), 0)));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The usage endpoint answers "0" and means "not for a while". */
const usageFloorMs = 6 * minute;

/** Answers that real use of the token brought; Keywatch itself never asks over the network. */
function readClaude(...[answer, request, now]: Parameters<ReadException>): Partial<Reading> | null {
  const error = readAnthropicError(answer, request, now);
  if (error !== null) return error;
  const { headers, status, json } = answer;
  if (status === 429 && request.path.includes('/api/oauth/usage'))
    return {
      outcome: 'rate_limited',
      retryAt: Math.max(retryTime({ headers, json }, now) ?? 0, now + usageFloorMs),
    };
  const stated = moment(headers['anthropic-ratelimit-unified-reset']);
  if (
    status === 429 &&
    headers['anthropic-ratelimit-unified-status'] === 'rejected' &&
    stated !== null &&
    stated >= now
  ) {
    const resetAt = Math.min(stated, now + longestRetryMs);
    return {
      outcome: 'rate_limited',
      resetAt,
      retryAt: Math.max(retryTime({ headers, json }, now) ?? 0, resetAt),
    };
  }
  return status === 200 && isObject(json) ? { facts: usageFacts(json) } : null;
}

/** How much of the plan's windows is used, and when they begin anew. */
function usageFacts(json: JsonObject): Reading['facts'] {
  return {
    ...learn(json['five_hour'], { utilization: 'usedPercent', resets_at: 'resetsAt' }),
    ...learn(json['seven_day'], { utilization: 'usedPercentWeekly', resets_at: 'weekResetsAt' }),
  };
}
