import { telling } from '../../src-shared/say.ts';
import { isObject, type JsonObject } from './answer-body.ts';
import { bearerGet } from './ask.ts';
import { learn } from './learn.ts';
import type { Provider, Reading } from './provider.ts';

export const xai: Provider = {
  id: 'xai',
  name: 'xAI',
  mark: 'Xa',
  aliases: ['x-ai', 'grok'],
  kinds: ['api_key'],
  variables: ['XAI_API_KEY'],
  shapes: [
    { kind: 'api_key', label: telling('xAI API key'), prefix: 'xai-', pattern: /^xai-\w{80}$/, length: 84 },
  ],
  baseUrl: 'https://api.x.ai',
  probe: bearerGet('https://api.x.ai', '/v1/api-key'),
  read({ status, json }, { path }) {
    if (!isObject(json)) return null;
    if (status === 200 && path.split('?', 1)[0]?.endsWith('/api-key')) return readKey(json);
    // What was asked for is refused, not who asks.
    if (status === 403 && /violates? (?:our )?usage (?:guidelines|policy)/i.test(String(json['error'])))
      return { outcome: 'malformed' };
    return null;
  },
  links: {
    keys: 'https://console.x.ai/team/default/api-keys',
    billing: 'https://console.x.ai/team/default/billing',
    status: 'https://status.x.ai',
  },
  proves: telling('xAI knows the key, and neither it nor its team is blocked or disabled.'),
  cannotProve: telling('That there is credit left, which only a management key may ask.'),
  cost: telling('Free: it asks about the key itself.'),
};

const names = {
  name: 'label',
  team_id: 'team',
  acls: 'scopes',
  create_time: 'madeAt',
} as const;

/** A key that is switched off is described with 200 like any other. https://docs.x.ai/docs/api-reference#get-api-key-information */
function readKey(key: JsonObject): Partial<Reading> {
  const facts = learn(key, names);
  if (key['api_key_disabled'] === true)
    return { facts, outcome: 'revoked', message: telling('This key was disabled in the xAI console') };
  if (key['api_key_blocked'] === true)
    return { facts, outcome: 'revoked', message: telling('xAI has blocked this key') };
  if (key['team_blocked'] === true)
    return {
      facts,
      outcome: 'forbidden',
      message: telling('xAI has blocked the team of this key, often because of billing'),
    };
  return { facts };
}
