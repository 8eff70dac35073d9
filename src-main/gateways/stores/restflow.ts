import { KeywatchError } from '../../../src-shared/errors.ts';
import { telling } from '../../../src-shared/say.ts';
import { TransportError, type Spawn } from '../../ports.ts';
import type { Exit } from '../judging/check.ts';
import { fieldsOf, textIn } from './credential.ts';
import { parseJson } from './peer-file.ts';
import { warnAfterMs, type PeerStatus } from '../judging/peer-status.ts';

/** A profile of RestFlow, as its own command lists it. Times are epoch ms. */
export interface RestFlowProfile {
  id: string;
  name: string;
  provider: string;
  type: 'api_key' | 'token' | 'oauth';
  health: string;
  source: string | null;
  email: string | null;
  enabled: boolean;
  /** Lower serves first. */
  priority: number;
  lastUsedAt: number | null;
  cooldownUntil: number | null;
  expiresAt: number | null;
}

const answerWithinMs = 15_000;

function failed(what: string, cause?: unknown): KeywatchError {
  return new KeywatchError(
    'unreachable',
    telling(
      '{what}; nothing was changed; its store is opened by its own command alone: see that restflow auth list --format json works',
      { what },
    ),
    {},
    { cause },
  );
}

const moment = (value: unknown) => {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

const types: Readonly<Record<string, RestFlowProfile['type']>> = {
  api_key: 'api_key',
  token: 'token',
  oauth: 'oauth',
  o_auth: 'oauth',
};

function profileOf(raw: unknown): RestFlowProfile[] {
  const fields = fieldsOf(raw);
  const id = textIn(fields, 'id');
  if (fields === null || id === null) return [];
  const credential = fieldsOf(fields['credential']);
  const priority = fields['priority'];
  return [
    {
      id,
      name: textIn(fields, 'name') ?? id,
      provider: (textIn(fields, 'provider') ?? 'other').replaceAll('_', '-'),
      type: types[textIn(credential, 'type') ?? ''] ?? 'api_key',
      health: textIn(fields, 'health')?.toLowerCase() ?? 'unknown',
      source: textIn(fields, 'source'),
      email: textIn(credential, 'email'),
      enabled: fields['enabled'] !== false,
      priority: typeof priority === 'number' ? priority : 0,
      lastUsedAt: moment(fields['last_used_at']),
      cooldownUntil: moment(fields['cooldown_until']),
      expiresAt: moment(credential?.['expires_at']),
    },
  ];
}

/** What `restflow auth list --format json` tells. Throws `unreachable` where it does not. */
export async function readRestFlow(spawn: Spawn): Promise<RestFlowProfile[]> {
  const { code, stdout } = await spawn('restflow', ['auth', 'list', '--format', 'json'], {
    timeoutMs: answerWithinMs,
  }).catch((error: unknown) => {
    if (error instanceof TransportError)
      throw failed(telling('RestFlow was not asked: {why}', { why: error.message }), error);
    throw error;
  });
  if (code !== 0) throw failed(telling('restflow auth list ended with {code}', { code }));
  const { value } = parseJson(stdout);
  const list = Array.isArray(value) ? value : fieldsOf(value)?.['profiles'];
  if (!Array.isArray(list)) throw failed(telling('restflow auth list printed no list of profiles'));
  return list.flatMap(profileOf);
}

/** Why RestFlow does not use a profile now; null where it does. It does not look at health for this. */
export function whyNotUsed(
  { enabled, expiresAt, cooldownUntil }: RestFlowProfile,
  now: number,
): string | null {
  if (!enabled) return 'disabled';
  if (expiresAt !== null && expiresAt < now) return 'expired';
  return cooldownUntil !== null && cooldownUntil > now ? 'cooldown' : null;
}

export function restFlowStatus({ type, expiresAt }: RestFlowProfile, now: number): PeerStatus {
  if (type === 'api_key' || expiresAt === null) return 'static';
  if (expiresAt < now) return 'expired';
  return expiresAt - now <= warnAfterMs ? 'expiring' : 'ok';
}

/** The ids that may serve a provider, by priority. */
export function restFlowOrder(profiles: readonly RestFlowProfile[], now: number): Record<string, string[]> {
  const byProvider = Map.groupBy(profiles, ({ provider }) => provider);
  return Object.fromEntries(
    [...byProvider].map(([provider, own]) => {
      const usable = own.filter((each) => whyNotUsed(each, now) === null);
      return [provider, usable.toSorted((a, b) => a.priority - b.priority).map(({ id }) => id)];
    }),
  );
}

/** RestFlow has no check of its own: every provider with enabled profiles needs one that serves, as the family has it. */
export function restFlowExit(profiles: readonly RestFlowProfile[], now: number): Exit {
  const enabled = Map.groupBy(
    profiles.filter((each) => each.enabled),
    ({ provider }) => provider,
  );
  const exits = [...enabled.values()].map((own): Exit => {
    const serving = own.filter((each) => whyNotUsed(each, now) === null);
    if (serving.length === 0) return 1;
    return serving.every((each) => restFlowStatus(each, now) === 'expiring') ? 2 : 0;
  });
  if (exits.length === 0) return 1;
  return exits.includes(1) ? 1 : exits.includes(2) ? 2 : 0;
}
