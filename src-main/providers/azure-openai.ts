import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import type { KeyShape, Provider, Reading } from './provider.ts';

/** Nothing in them says whose they are. */
const shape = (pattern: RegExp, length: number): KeyShape => ({
  kind: 'api_key',
  label: telling('Azure OpenAI key'),
  prefix: '',
  pattern,
  length,
  ambiguous: true,
});

export const azureOpenai: Provider = {
  id: 'azure-openai',
  name: 'Azure OpenAI',
  mark: 'Az',
  aliases: ['azure', 'azure-openai-responses', 'azure-ai-foundry'],
  kinds: ['api_key', 'token'],
  variables: ['AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_KEY'],
  tools: {
    baseUrl: { AZURE_OPENAI_ENDPOINT: '' },
    settings: { deployment: ['AZURE_OPENAI_DEPLOYMENT_NAME'] },
  },
  shapes: [shape(/^[0-9a-f]{32}$/, 32), shape(/^[A-Za-z0-9]{84}$/, 84)],
  // Every resource has an address of its own, and its keys work nowhere else.
  baseUrl: null,
  hosts: ['.openai.azure.com', '.services.ai.azure.com', '.cognitiveservices.azure.com'],
  probe: {
    by: 'http',
    request: (secret, subject) =>
      ask(
        {
          baseUrl: null,
          mounts: ['/models'],
          path: '/openai/v1/models',
          key: subject.kind === 'token' ? 'bearer' : 'apiKey',
        },
        secret,
        // What tools are given may end at one deployment.
        { ...subject, baseUrl: subject.baseUrl?.replace(/\/openai\/deployments\/.*$/, '') ?? null },
      ),
  },
  read({ status, json }) {
    if (!isObject(json) || status < 400 || status >= 500) return null;
    const error = isObject(json['error']) ? json['error'] : json;
    return readError(status, textOf(error, 'code') ?? '', (textOf(error, 'message') ?? '').toLowerCase());
  },
  links: {
    keys: 'https://ai.azure.com',
    billing: 'https://portal.azure.com/#view/Microsoft_Azure_CostManagement',
    status: 'https://azure.status.microsoft',
  },
  proves: telling('The Azure resource at this address accepts the key.'),
  cannotProve: telling('That a deployment exists there, or that it has quota left.'),
  cost: telling('Free: it lists models and uses no tokens.'),
};

/** https://learn.microsoft.com/en-us/azure/ai-foundry/openai/reference */
function readError(status: number, code: string, message: string): Partial<Reading> | null {
  // All keys of the resource are switched off, and on again as easily: none of them was withdrawn.
  if (code === 'AuthenticationTypeDisabled')
    return {
      outcome: 'forbidden',
      message: telling('This resource takes no keys at present: its administrator allows logins only'),
    };
  if (/missing subscription key/.test(message)) return { outcome: 'malformed' };
  if (status === 401 && /invalid subscription key or wrong api endpoint/.test(message))
    return {
      outcome: 'invalid',
      message: telling('Not known to the resource at this address: the key or the endpoint is another one’s'),
    };
  if (status === 404 && /resource not found/.test(message))
    return {
      outcome: 'unverifiable',
      message: telling('There is no Azure OpenAI at this address; check the endpoint'),
    };
  return null;
}
