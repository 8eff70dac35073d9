import { telling } from '../../src-shared/say.ts';
import { variablesOf } from '../gateways/environment/provider-variables.ts';
import { placeOf } from '../gateways/stores/place.ts';
import { jsonForm } from './json-form.ts';
import { profilesAhead } from './openclaw-profiles.ts';
import { valueAt, type Setting } from './setting.ts';
import type { Tool } from './tool.ts';

const id = 'openclaw';

/**
 * `models.providers.<id>` of openclaw.json with `baseUrl` and `apiKey` stands beside the models a provider has by itself; releases of spring
 * want its list of `models`, which may be empty (https://docs.openclaw.ai/gateway/config-tools, https://docs.openclaw.ai/concepts/model-providers).
 * Its own profiles go before that key, and an empty `auth.order.<id>` says that none is to serve (gateways.md §2): else their keys would be sent
 * to the relay, which refuses them.
 */
export const openclaw: Tool = {
  id,
  name: 'OpenClaw',
  form: jsonForm,
  file: (around) => placeOf(id, null, around).configPath,
  providers: { anthropic: '/anthropic', openai: '/openai/v1', openrouter: '/openrouter/api/v1' },
  settings: (document, { token, base, providers, around }) => {
    const ahead = profilesAhead(providers, around);
    return providers.flatMap((provider): Setting[] => {
      const at = ['models', 'providers', provider];
      const isNew = valueAt(document, [...at, 'models']) === undefined;
      const isAhead = ahead.some((each) => each.provider === provider && each.passedOver.length > 0);
      return [
        { at: [...at, 'baseUrl'], value: base(provider) },
        { at: [...at, 'apiKey'], value: token },
        ...(isNew ? [{ at: [...at, 'models'], value: [] }] : []),
        ...(isAhead ? [{ at: ['auth', 'order', provider], value: [] }] : []),
      ];
    });
  },
  notes: ({ around, providers }) => [
    ...profilesAhead(providers, around).flatMap(({ provider, passedOver, staying }) => [
      ...(passedOver.length === 0
        ? []
        : [
            telling(
              'OpenClaw’s own {profiles} would go before the relay: its auth.order passes over them from then on. They stay in its store, and --undo lets them serve again.',
              { profiles: passedOver.join(', ') },
            ),
          ]),
      ...(staying.length === 0
        ? []
        : [
            telling(
              '{profiles} goes before the relay all the same, by an order that OpenClaw keeps in its store: the relay gets that key, and refuses it. Type: openclaw models auth order clear --provider {provider}',
              { profiles: staying.join(', '), provider },
            ),
          ]),
    ]),
    telling('A variable that OpenClaw is started with goes before the relay too: {names}.', {
      names: providers.flatMap((provider) => variablesOf(provider)).join(', '),
    }),
  ],
};
