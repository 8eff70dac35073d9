import { version } from '../../package.json';
import { telling } from '../../src-shared/say.ts';
import { TransportError, type Request } from '../ports.ts';
import { jsonObject } from './one-secret.ts';
import type { Reach } from './store.ts';
import { storeError, unansweredBecause, type StoreTrouble, type StoreWords } from './trouble.ts';
import type { VaultServer } from './vault-server.ts';

const answerWithinMs = 10_000;
/** No secret with its metadata is longer. Bytes. */
const longestAnswer = 1024 * 1024;

/** An answer that says something of the secret or of who asks. */
export interface VaultAnswer {
  status: number;
  body: Readonly<Record<string, unknown>> | null;
}

/** The object below a name of another; null where there is none. */
export function objectIn(
  object: Readonly<Record<string, unknown>> | null,
  name: string,
): Readonly<Record<string, unknown>> | null {
  const value = object?.[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

const laterOn = telling('try again later');

/** What a status says of the server itself (https://developer.hashicorp.com/vault/api-docs#http-status-codes). */
function ofServer(status: number, name: string): (StoreWords & { trouble: StoreTrouble }) | null {
  if (status === 503)
    return {
      trouble: 'locked',
      what: telling('{name} is sealed, or down for maintenance', { name }),
      remedy: telling('have it unsealed by whoever runs it'),
    };
  if (status === 307 || status === 429 || status === 472 || status === 473)
    return {
      trouble: 'unwell',
      what: telling('{name} is a standby or at its limit (it answered {status})', { name, status }),
      remedy: telling('give the address of the active server, or try again later'),
    };
  if (status === 200 || status === 204 || status === 400 || status === 403 || status === 404) return null;
  return {
    trouble: 'unwell',
    what: telling('{name} answered {status}', { name, status }),
    remedy: laterOn,
  };
}

/** One question to a Vault. Throws `unreachable`, and what its status says of the server itself. */
export async function askVault(
  server: VaultServer,
  path: string,
  { token, body }: { token: string | null; body?: Readonly<Record<string, string>> },
  { fetch, clock }: Pick<Reach, 'fetch' | 'clock'>,
): Promise<VaultAnswer> {
  const request: Request = {
    method: body === undefined ? 'GET' : 'POST',
    url: `${server.base}/v1/${path}`,
    headers: {
      'user-agent': `keywatch/${version}`,
      'x-vault-request': 'true',
      ...(token === null ? {} : { 'x-vault-token': token }),
      ...(server.namespace === null ? {} : { 'x-vault-namespace': server.namespace }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(server.ca === null ? {} : { ca: server.ca }),
  };
  const waiting = new AbortController();
  const stop = clock.after(answerWithinMs, () => waiting.abort());
  try {
    const response = await fetch(request, waiting.signal);
    const trouble = ofServer(response.status, server.name);
    if (trouble !== null) throw storeError('vault', trouble.trouble, trouble);
    return { status: response.status, body: jsonObject(await wholeOf(response.body, server)) };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw storeError('vault', 'unreachable', {
      what: telling('{name} could not be asked: {why}', {
        name: server.name,
        why: unansweredBecause[error.reason],
      }),
      remedy:
        error.reason === 'tls'
          ? telling('name its certificates with keywatch store vault --ca-file')
          : telling('see to the network, and try again'),
    });
  } finally {
    stop();
    // Whatever else it says is of no use to anybody.
    waiting.abort();
  }
}

async function wholeOf(body: AsyncIterable<Uint8Array>, { name }: VaultServer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > longestAnswer)
      throw storeError('vault', 'unusable', {
        what: telling('{name} answered more than 1 MB', { name }),
        remedy: telling('keep the key alone there'),
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
