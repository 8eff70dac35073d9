import { version } from '../../package.json';
import type { Notify } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Reference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { TransportError, type Clock, type Fetch, type Request } from '../ports.ts';
import { resolveReference } from '../references/resolve.ts';
import type { Sources } from '../references/resolved.ts';
import { messageDocument, type Message } from './message.ts';
import { addressPlace, authorizationPlace, checkWebhook, topicOf } from './notify-setting.ts';

type Webhook = Extract<Notify, { by: 'webhook' }>;

const answerWithinMs = 10_000;
/** Once more after so long, where nobody answered or the server is unwell. */
const againAfterMs = 2_000;

export interface WebhookParts extends Sources {
  fetch: Fetch;
  clock: Clock;
}

/**
 * Sends a notice to a server; settles when it was taken. Throws a KeywatchError: `unreachable` when it was not, what
 * reading the address or the authorization throws, and `invalid_input`. No error names more of the address than its host.
 */
export async function tellByWebhook(way: Webhook, message: Message, parts: WebhookParts): Promise<void> {
  const { host, request } = await requestOf(way, message, parts);
  let answer = await answerTo(request, parts);
  if (answer.again) {
    await new Promise<void>((resolve) => void parts.clock.after(againAfterMs, resolve));
    answer = await answerTo(request, parts);
  }
  if (answer.why !== null)
    throw new KeywatchError(
      'unreachable',
      telling(
        '{host} did not take the notice: {why}; it is told again later; see to that server, or choose another way with keywatch notify',
        { host, why: answer.why },
      ),
    );
}

async function requestOf(way: Webhook, message: Message, parts: WebhookParts) {
  const place = addressPlace(way);
  const signedBy = authorizationPlace(way);
  const address = place === null ? way.url : await lyingAt(place, parts);
  const url = checkWebhook(address, { settings: place === null, form: way.form, signed: signedBy !== null });
  const authorization = signedBy === null ? null : await lyingAt(signedBy, parts);
  const { target, body } =
    way.form === 'ntfy' ? ntfyForm(url, message) : { target: url.href, body: messageDocument(message) };
  const request: Request = {
    method: 'POST',
    url: target,
    headers: {
      'content-type': 'application/json',
      'user-agent': `keywatch/${version}`,
      ...(authorization === null ? {} : { authorization: withScheme(authorization) }),
    },
    body,
  };
  return { host: url.host, request };
}

/** A token alone is a bearer's. */
const withScheme = (value: string) => (value.includes(' ') ? value : `Bearer ${value}`);

async function lyingAt(place: Reference, parts: WebhookParts): Promise<string> {
  const { secret } = await resolveReference(place, parts);
  return (secret ?? '').trim();
}

/** https://docs.ntfy.sh/publish/#publish-as-json */
function ntfyForm(url: URL, { title, body, severity }: Message) {
  const { server, topic } = topicOf(url);
  const priority = { bad: 4, warn: 3, good: 2 }[severity];
  return { target: server, body: JSON.stringify({ topic, title, message: body, priority, tags: ['key'] }) };
}

interface Taken {
  /** Null when it was taken. */
  why: string | null;
  again: boolean;
}

async function answerTo(request: Request, { fetch, clock }: WebhookParts): Promise<Taken> {
  const waiting = new AbortController();
  const stop = clock.after(answerWithinMs, () => waiting.abort());
  try {
    const { status } = await fetch(request, waiting.signal);
    if (status >= 200 && status < 300) return { why: null, again: false };
    return { why: telling('it answered {status}', { status }), again: status === 429 || status >= 500 };
  } catch (error) {
    const reason = error instanceof TransportError ? error.reason : 'other';
    return { why: unansweredBecause[reason], again: true };
  } finally {
    stop();
    // What it says beside its status is of no use to anybody.
    waiting.abort();
  }
}

const unansweredBecause: Readonly<Record<TransportError['reason'], string>> = {
  dns: telling('there is no host of that name'),
  refused: telling('nothing listens there'),
  reset: telling('it broke the connection off'),
  timeout: telling('it did not answer within {seconds} s', { seconds: answerWithinMs / 1000 }),
  tls: telling('its certificate is not one this machine trusts'),
  offline: telling('this machine is offline'),
  other: telling('nobody answered'),
};
