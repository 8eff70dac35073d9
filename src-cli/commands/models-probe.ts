import type { Client } from '../../src-shared/contract.ts';
import type { Answer, Profile } from '../../src-shared/contract-schema.ts';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { Outcome } from '../../src-shared/words.ts';
import { failureOf } from '../failure.ts';
import { labelOf, reasonCodeOf, type ReasonCode } from './models-tree.ts';

type ProbeStatus = 'ok' | 'auth' | 'rate_limit' | 'billing' | 'timeout' | 'format' | 'unknown' | 'no_model';

/** One profile asked about, as the family's tree has it; nothing of it cost a token. */
export interface ProbeResult {
  provider: string;
  model: null;
  profileId: string;
  label: string;
  source: 'profile';
  mode: Profile['kind'];
  status: ProbeStatus;
  reasonCode?: ReasonCode;
  error?: string;
  /** Null where nobody was asked. */
  latencyMs: number | null;
}

/** A round of probes, as the family's tree has it. Times are epoch ms. */
export interface Probes {
  startedAt: number;
  finishedAt: number;
  durationMs: number;
  totalTargets: number;
  options: {
    provider: string | null;
    profileIds: readonly string[];
    timeoutMs: number;
    concurrency: number;
    /** None is spent. */
    maxTokens: 0;
  };
  results: ProbeResult[];
}

export interface ProbeOptions {
  timeoutMs: number;
  concurrency: number;
  now(): number;
}

const statuses: Readonly<Record<Outcome, ProbeStatus>> = {
  ok: 'ok',
  invalid: 'auth',
  expired: 'auth',
  revoked: 'auth',
  forbidden: 'auth',
  no_credit: 'billing',
  rate_limited: 'rate_limit',
  overloaded: 'rate_limit',
  model_not_found: 'format',
  network: 'timeout',
  server_error: 'unknown',
  intercepted: 'unknown',
  region_blocked: 'unknown',
  malformed: 'unknown',
  unverifiable: 'no_model',
};

const missing = 'Auth profile credentials are missing or expired.';

const whyNotAsked: Readonly<Record<ReasonCode, string>> = {
  excluded_by_auth_order: 'Excluded by auth.order for this provider.',
  missing_credential: 'No credential is stored for this profile.',
  expired: 'The credential has expired.',
  invalid_expires: 'Its expiry is no date.',
  unresolved_ref: 'Its reference leads to nothing.',
  ineligible_profile: 'The profile is switched off.',
  no_model: 'There is nothing to ask its provider that costs no tokens.',
};

const explained = (code: ReasonCode, why = whyNotAsked[code]): string =>
  `${missing}\n↳ Auth reason [${code}]: ${why}`;

type Found = Pick<ProbeResult, 'status' | 'latencyMs' | 'reasonCode' | 'error'>;

function foundIn({ outcome, message, latencyMs }: Answer): Found {
  const status = statuses[outcome];
  if (status === 'no_model')
    return { status, reasonCode: 'no_model', error: message ?? whyNotAsked.no_model, latencyMs };
  return { status, ...(status === 'ok' || message === null ? {} : { error: message }), latencyMs };
}

/** What a source that gives nothing is refused with; the rest says nothing of the reference. */
const unresolved: ReadonlySet<ErrorCode> = new Set([
  'not_found',
  'file_too_open',
  'not_permitted',
  'unreachable',
  'invalid_input',
]);

/** Why nobody could be asked: of a link most often that its source gives nothing. */
function notAsked({ reference }: Profile, thrown: unknown): Found {
  const { code, message } = failureOf(thrown);
  return reference !== null && unresolved.has(code)
    ? {
        status: 'unknown',
        reasonCode: 'unresolved_ref',
        error: explained('unresolved_ref', message),
        latencyMs: null,
      }
    : { status: 'unknown', error: message, latencyMs: null };
}

async function askOne(client: Client, profile: Profile, { timeoutMs, now }: ProbeOptions): Promise<Found> {
  const began = now();
  const { promise: late, resolve } = Promise.withResolvers<Found>();
  const timer = setTimeout(
    () => resolve({ status: 'timeout', error: `no answer within ${timeoutMs} ms`, latencyMs: now() - began }),
    timeoutMs,
  );
  const asked = client.probes.test({ ids: [profile.id] }).then(
    ({ answers: [answer] }): Found =>
      answer === undefined
        ? { status: 'unknown', error: 'nobody answered', latencyMs: null }
        : foundIn(answer),
    (thrown: unknown) => notAsked(profile, thrown),
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Keys of one place are asked one after another (D-B6): how long each may take counts from its own turn. */
function inTurn(client: Client, options: ProbeOptions): (profile: Profile) => Promise<Found> {
  const last = new Map<string, Promise<unknown>>();
  return (profile) => {
    const place = `${profile.provider} ${profile.baseUrl}`;
    const asked = (last.get(place) ?? Promise.resolve()).then(() => askOne(client, profile, options));
    last.set(place, asked);
    return asked;
  };
}

/** Asks about profiles, so many at once, each for so long; whoever may not serve is told of and not asked. */
export async function probe(
  client: Client,
  profiles: readonly Profile[],
  options: ProbeOptions,
): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  // What takes calls is loaded with the first of them, which is no time of a provider's.
  await client.settings.get({});
  const waiting = profiles.entries();
  const ask = inTurn(client, options);
  const worker = async () => {
    for (const [index, profile] of waiting) {
      const code = reasonCodeOf(profile);
      const found: Found =
        code === null
          ? await ask(profile)
          : { status: 'unknown', reasonCode: code, error: explained(code), latencyMs: null };
      results[index] = {
        provider: profile.provider,
        model: null,
        profileId: profile.id,
        label: labelOf(profile, options.now()),
        source: 'profile',
        mode: profile.kind,
        ...found,
      };
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  return results;
}
