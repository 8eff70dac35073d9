import { telling } from '../../src-shared/say.ts';
import type { Outcome } from '../../src-shared/words.ts';
import { isObject, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import type { Provider } from './provider.ts';

const baseUrl = 'https://api.ngc.nvidia.com';

export const nvidia: Provider = {
  id: 'nvidia',
  name: 'NVIDIA',
  mark: 'Nv',
  aliases: ['nvidia-nim', 'nim', 'ngc'],
  kinds: ['api_key'],
  variables: ['NVIDIA_API_KEY', 'NVIDIA_NIM_API_KEY', 'NGC_API_KEY'],
  shapes: [
    {
      kind: 'api_key',
      label: telling('NVIDIA API key'),
      prefix: 'nvapi-',
      pattern: /^nvapi-[\w-]{64}$/,
      length: 70,
    },
  ],
  baseUrl,
  hosts: ['integrate.api.nvidia.com', 'ai.api.nvidia.com'],
  // Where models answer, the list of them is all that could be asked for, and it proves nothing.
  asksAt: (host) => (/^(?:integrate|ai)\.api\.nvidia\.com$/.test(host) ? baseUrl : null),
  probe: {
    by: 'http',
    // The list of models shows everything to everyone; this asks whose key it is, and takes the key in a form.
    request: (secret, subject) =>
      ask(
        {
          baseUrl,
          path: '/v3/keys/get-caller-info',
          key: 'none',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ credentials: secret ?? '' }).toString(),
        },
        secret,
        subject,
      ),
  },
  read({ status, json }, { path }) {
    if (status === 200 && path.split('?', 1)[0]?.endsWith('/models'))
      return {
        outcome: 'unverifiable',
        message: telling('NVIDIA shows its models to everyone, so this says nothing about the key'),
      };
    if (status === 404 && /^Function '[^']*': Not found for account\b/i.test(textOf(json, 'detail') ?? ''))
      return { outcome: 'forbidden', message: telling('The account of this key may not use this model') };
    // A model's own trouble, with the status of a wrong question.
    if (status === 400 && /\bDEGRADED function\b/.test(textOf(json, 'detail') ?? ''))
      return { outcome: 'overloaded' };
    const said = status === 200 && isObject(json) ? textOf(json['requestStatus'], 'statusCode') : null;
    return said === null || said === 'SUCCESS' ? null : { outcome: refusals[said] ?? 'unverifiable' };
  },
  links: { keys: 'https://build.nvidia.com/settings/api-keys', billing: null, status: null },
  proves: telling('NVIDIA knows the key and whose it is.'),
  cannotProve: telling('That there are credits left, or that the account may use a certain model.'),
  cost: telling('Free: it asks whose key it is.'),
};

/** What NGC's own word for the outcome means where the status says nothing. */
const refusals: Readonly<Record<string, Outcome>> = {
  UNAUTHORIZED: 'invalid',
  FORBIDDEN: 'forbidden',
  TOO_MANY_REQUESTS: 'rate_limited',
  INTERNAL_ERROR: 'server_error',
};
