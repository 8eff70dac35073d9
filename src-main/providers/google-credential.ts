import { createPrivateKey } from 'node:crypto';
import { telling } from '../../src-shared/say.ts';
import { isObject, textOf, type JsonObject } from './answer-body.ts';
import { learn } from './learn.ts';
import type { Reading } from './provider.ts';

const reading = (message: string, facts: Reading['facts'] = {}): Reading => ({
  outcome: 'unverifiable',
  retryAt: null,
  resetAt: null,
  expiresAt: null,
  message,
  facts,
});

const again = telling('give the whole file again');
const usingShows = telling('only using it shows whether Google still accepts it');

/** What each kind of file must hold to be of any use, and what a person calls it. */
const kindsOfFile: Readonly<Record<string, { name: string; needs: readonly string[] }>> = {
  service_account: { name: telling('service account key'), needs: ['client_email', 'private_key'] },
  authorized_user: {
    name: telling('login of gcloud'),
    needs: ['client_id', 'client_secret', 'refresh_token'],
  },
  external_account: { name: telling('federated identity'), needs: ['audience', 'credential_source'] },
  external_account_authorized_user: {
    name: telling('federated login'),
    needs: ['audience', 'refresh_token'],
  },
  impersonated_service_account: {
    name: telling('impersonated service account'),
    needs: ['service_account_impersonation_url', 'source_credentials'],
  },
};

const factNames = {
  project_id: 'project',
  quota_project_id: 'project',
  client_email: 'account',
  private_key_id: 'label',
} as const;

/** What a credential of Google's clouds says of itself: a file's JSON or an access token. Nobody is asked. */
export function readGoogleCredential(secret: string | null): Reading {
  const text = secret?.trim() ?? '';
  if (text === '') return reading(telling('There is no credential to look at'));
  if (text.startsWith('ya29.'))
    return reading(telling('An access token, which lives about an hour; {what}', { what: usingShows }));
  if (/^AIza|^AQ\./.test(text))
    return reading(telling('This is an API key for Gemini; add it as one of Google'));
  if (/^(?:[/~]|[A-Za-z]:[\\/])[^\n{]*$/.test(text))
    return reading(
      telling('This is the place of a file and not what it holds; link the file with file: in front'),
    );
  const file = parsed(text);
  if (file === null)
    return reading(
      telling('This is not the JSON of a credentials file, or not all of it; {remedy}', { remedy: again }),
    );
  return readFile(file);
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function readFile(file: JsonObject): Reading {
  if (isObject(file['installed']) || isObject(file['web']))
    return reading(
      telling(
        'This names a program to Google and is no credential; give the file that a login or a service account made',
      ),
    );
  const type = textOf(file, 'type') ?? '';
  const kind = Object.hasOwn(kindsOfFile, type) ? kindsOfFile[type] : undefined;
  if (kind === undefined) return reading(telling('This JSON is not one of Google’s credentials files'));
  const facts = learn(file, factNames);
  const missing = kind.needs.filter((name) => file[name] === undefined || file[name] === '');
  if (missing.length > 0)
    return reading(
      telling('The file of this {which} lacks {missing}; {remedy}', {
        which: kind.name,
        missing: missing.join(' and '),
        remedy: again,
      }),
      facts,
    );
  const key = textOf(file, 'private_key');
  if (key !== null && !isPrivateKey(key))
    return reading(
      telling('The private key in this file cannot be read, so part of it is missing; {remedy}', {
        remedy: again,
      }),
      facts,
    );
  return reading(telling('A {which}, whole; {what}', { which: kind.name, what: usingShows }), facts);
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}
