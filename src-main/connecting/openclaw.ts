import { telling } from '../../src-shared/say.ts';
import { placeOf } from '../gateways/stores/place.ts';
import { jsonForm } from './json-form.ts';
import { valueAt, type Setting } from './setting.ts';
import type { Tool } from './tool.ts';

const id = 'openclaw';

/**
 * `models.providers.<id>` of openclaw.json with `baseUrl` and `apiKey` stands beside the models a provider has by itself; releases of spring
 * want its list of `models`, which may be empty (https://docs.openclaw.ai/gateway/config-tools, https://docs.openclaw.ai/concepts/model-providers).
 */
export const openclaw: Tool = {
  id,
  name: 'OpenClaw',
  form: jsonForm,
  file: (around) => placeOf(id, null, around).configPath,
  providers: { anthropic: '/anthropic', openai: '/openai/v1', openrouter: '/openrouter/api/v1' },
  settings: (document, { token, base, providers }) =>
    providers.flatMap((provider): Setting[] => {
      const at = ['models', 'providers', provider];
      const isNew = valueAt(document, [...at, 'models']) === undefined;
      return [
        { at: [...at, 'baseUrl'], value: base(provider) },
        { at: [...at, 'apiKey'], value: token },
        ...(isNew ? [{ at: [...at, 'models'], value: [] }] : []),
      ];
    }),
  notes: () => [
    telling(
      'Profiles in OpenClaw’s own store go before this: while it has one of the same provider, its key is what the relay gets, and refuses.',
    ),
  ],
};
