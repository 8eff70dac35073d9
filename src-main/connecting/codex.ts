import { placed } from '../discovery/source.ts';
import type { Tool } from './tool.ts';
import { tomlForm } from './toml-form.ts';

/** The built-in names cannot be given another address, so it is a provider of its own. */
const own = 'keywatch';

/**
 * `model_provider` chooses one of `model_providers`; `env_key` would want a variable of every shell, `experimental_bearer_token` stands in
 * the file itself (https://developers.openai.com/codex/config-reference, https://developers.openai.com/codex/config-advanced).
 */
export const codex: Tool = {
  id: 'codex',
  name: 'Codex',
  form: tomlForm,
  file: (around) => placed(around, 'CODEX_HOME', '.codex', 'config.toml'),
  providers: { openai: '/openai/v1' },
  settings: (_, { token, base }) => [
    {
      at: ['model_providers', own],
      value: {
        name: 'Keywatch',
        base_url: base('openai'),
        wire_api: 'responses',
        experimental_bearer_token: token,
      },
    },
    { at: ['model_provider'], value: own },
  ],
};
