import { telling } from '../../src-shared/say.ts';
import { isObject, textOf } from './answer-body.ts';
import { ask } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider } from './provider.ts';

const local = 'http://127.0.0.1:11434';
const cloud = 'https://ollama.com';

/** The server on this machine, which asks for no key, and the vendor's cloud, which does. */
export const ollama: Provider = {
  id: 'ollama',
  name: 'Ollama',
  mark: 'Ol',
  aliases: ['ollama-cloud'],
  kinds: ['api_key', 'none'],
  variables: ['OLLAMA_API_KEY'],
  tools: { baseUrl: { OLLAMA_HOST: '' } },
  shapes: [],
  baseUrl: cloud,
  keylessBaseUrl: local,
  probe: {
    by: 'http',
    request: (secret, subject) => {
      const mounts = ['/v1', '/api'];
      const baseUrl = subject.kind === 'none' ? local : cloud;
      const asked = URL.parse(subject.baseUrl ?? baseUrl)?.host;
      // The cloud shows its models and its version to everyone; who one is, it tells only a key.
      return asked === URL.parse(cloud)?.host && secret !== null
        ? ask({ baseUrl, path: '/api/me', key: 'bearer', body: '', mounts }, secret, subject)
        : ask({ baseUrl, path: '/api/version', key: 'bearer', mounts }, secret, subject);
    },
  },
  refused: telling('Ollama is not running at this address; start it with ollama serve'),
  read({ status, json }, request) {
    if (status !== 200) return null;
    if (request.path.endsWith('/api/me'))
      return { facts: learn(json, { name: 'account', Name: 'account', plan: 'plan', Plan: 'plan' }) };
    // Another server at the same port answers too.
    if (request.path.endsWith('/api/version') && isObject(json) && textOf(json, 'version') === null)
      return {
        outcome: 'malformed',
        message: telling('Something answers at this address, but it is not Ollama'),
      };
    return { facts: learn(json, { version: 'version' }) };
  },
  links: { keys: 'https://ollama.com/settings/keys', billing: 'https://ollama.com/settings', status: null },
  proves: telling('The server on this machine runs; or the cloud knows whose key it is.'),
  cannotProve: telling('That a model is there, or that the cloud plan has use left.'),
  cost: telling('Free: it asks for the version, or whose key it is, and uses no tokens.'),
};
