import type { ReportInput } from '../../src-shared/contract-input.ts';
import type { Reported } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { onOurClock, trueNow } from '../../src-shared/wrong-clock.ts';
import { asHealth } from '../health/next-record.ts';
import { providerById } from '../providers/index.ts';
import { originOf } from '../providers/origin.ts';
import { readAnswer } from '../providers/read-answer.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { stored } from './acts.ts';
import { resolveSecret } from './ask-profile.ts';
import type { CallParts } from './calls.ts';
import { endOf } from './probe-target.ts';

/** What is asked for without sending work: lists, accounts, balances. */
const lookingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** References whose reading starts a program or asks a person; a report may cause neither. */
const costsSomething = /^(?:exec:|op:\/\/)/;

/**
 * Takes in what a program's own traffic met with a key. An answer that was seen before the newest one known, before the
 * secret became what it is, or whose wait is over already, is read and changes nothing. Throws `not_found`,
 * `profile_damaged`, `unknown_provider`.
 */
export async function takeReport(input: ReportInput, parts: CallParts): Promise<Reported> {
  const { clock, time, book, prober } = parts;
  const profile = stored(parts.vault, input.id);
  const provider = providerById(profile.provider);
  if (provider === undefined)
    throw new KeywatchError(
      'unknown_provider',
      telling(
        '{name} is of {provider}, which this Keywatch does not know; nothing was noted; a newer one may.',
        { name: profile.name, provider: profile.provider },
      ),
    );
  const secret = await secretToRedact(profile, parts);
  const now = clock.now();
  // A reporter whose clock is ahead saw it now at the latest.
  const seenAt = Math.min(input.at ?? now, now);
  const wrong = time.wrong();
  const trulySeenAt = trueNow(seenAt, wrong);
  const { answer, method, path } = input;
  const heard =
    'failure' in answer ? { ...answer, message: '' } : { ...answer, truncated: answer.truncated ?? false };
  const reading = readAnswer({
    provider,
    request: { method: method.toUpperCase(), path },
    answer: 'failure' in heard ? heard : { ...heard, headers: inLowerCase(heard.headers) },
    now: trulySeenAt,
    secret,
    expiresAt: endOf(book.find(profile.id)),
  });
  // What cannot be compared with the secret is not kept: it might be in there.
  const message =
    secret === null && profile.kind !== 'none' && !('failure' in heard) ? null : reading.message;
  const { outcome } = reading;
  const ours = (at: number | null) => (at === null ? null : onOurClock(at, wrong));
  const retryAt = ours(reading.retryAt);
  const known = prober.record(profile.id);
  const counted =
    seenAt >= Math.max(known.lastAnswer?.at ?? 0, parts.linked.get(profile.id)?.changedAt ?? 0) &&
    trulySeenAt >= (profile.secretAt ?? profile.createdAt) &&
    (retryAt === null || retryAt >= now);
  if (!counted) return { outcome, message, retryAt, health: asHealth(known, now), counted };
  const origin = originOf(provider, profile);
  const answered = {
    ...reading,
    retryAt,
    resetAt: ours(reading.resetAt),
    message,
    host: origin === null ? null : (URL.parse(origin)?.host ?? null),
    httpStatus: 'failure' in heard ? null : heard.status,
    latencyMs: input.latencyMs ?? null,
    failure: 'failure' in heard ? heard.failure : null,
  };
  const after = prober.report(profile.id, answered, {
    askedAt: seenAt,
    program: input.from,
    model: input.model ?? null,
    atWork: !lookingMethods.has(method.toUpperCase()),
  });
  return { outcome, message, retryAt, health: asHealth(after ?? known, now), counted: after !== null };
}

const inLowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The secret, to keep it out of what is kept; null where it cannot be had without a cost. */
async function secretToRedact(profile: StoredProfile, parts: CallParts): Promise<string | null> {
  if (parts.vault.state() === 'locked' || costsSomething.test(profile.reference ?? '')) return null;
  try {
    return (await resolveSecret(profile, parts)).secret;
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    return null;
  }
}
