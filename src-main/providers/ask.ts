import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { version } from '../../package.json';
import type { Request } from '../ports.ts';
import { checkBaseUrl, probeUrl } from './base-url.ts';
import type { HttpProbe, ProbeSubject } from './provider.ts';

/** How a key is put into a request, by what providers call it. */
export const keyHeader = {
  bearer: (secret: string) => ({ authorization: `Bearer ${secret}` }),
  xApiKey: (secret: string) => ({ 'x-api-key': secret }),
  googApiKey: (secret: string) => ({ 'x-goog-api-key': secret }),
  apiKey: (secret: string) => ({ 'api-key': secret }),
  /** The key alone, without a word before it. */
  bare: (secret: string) => ({ authorization: secret }),
  /** In no header: the body carries it. */
  none: () => ({}),
} as const;

export interface Question {
  /** Where its keys are sent; null when every profile brings its own base URL. */
  baseUrl: string | null;
  path: string;
  key: keyof typeof keyHeader;
  headers?: Readonly<Record<string, string>>;
  /** Paths at which other APIs of the vendor hang: a base URL that ends with one is that of the host above. */
  mounts?: readonly string[];
  /** Sent by POST; without one the question is a GET. */
  body?: string;
}

/**
 * A question that costs nothing. Throws `invalid_input` when the profile has no base URL and the provider none either, or
 * no secret. The user agent is an honest one: some vendors refuse the default of an SDK.
 */
export function ask(question: Question, secret: string | null, subject: ProbeSubject): Request {
  const base = subject.baseUrl ?? question.baseUrl;
  if (base === null)
    throw new KeywatchError(
      'invalid_input',
      subject.config['region'] === undefined
        ? telling(
            'This credential has no base URL, so nobody can be asked; it was kept as it is; add a base URL.',
          )
        : telling(
            'The region of this credential is none of its provider’s, so nobody can be asked; it was kept as it is; add the base URL of its server.',
          ),
    );
  if (secret === null && subject.kind !== 'none')
    throw new KeywatchError(
      'invalid_input',
      telling('There is no secret to ask with; nothing was sent; add the secret or a reference to it.'),
    );
  return {
    method: question.body === undefined ? 'GET' : 'POST',
    url: probeUrl(above(checkBaseUrl(base), question.mounts), question.path),
    headers: {
      accept: 'application/json',
      'user-agent': `keywatch/${version}`,
      ...question.headers,
      ...(secret === null ? {} : keyHeader[question.key](secret)),
    },
    ...(question.body === undefined ? {} : { body: question.body }),
  };
}

function above(base: string, mounts: readonly string[] = []): string {
  const [mount = ''] = mounts.filter((one) => base.endsWith(one)).sort((a, b) => b.length - a.length);
  return base.slice(0, base.length - mount.length);
}

/** The commonest probe of all: one GET with the key as bearer. */
export function bearerGet(baseUrl: string | null, path: string, mounts: readonly string[] = []): HttpProbe {
  return {
    by: 'http',
    request: (secret, subject) => ask({ baseUrl, path, key: 'bearer', mounts }, secret, subject),
  };
}
