import { placed } from '../discovery/source.ts';
import { modelSettings } from './models-listed.ts';
import { valueAt } from './setting.ts';
import type { Tool } from './tool.ts';
import { yamlForm } from './yaml-form.ts';

/** Providers of ours by Continue's names for them. */
const names: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  gemini: 'google',
  openrouter: 'openrouter',
  groq: 'groq',
};

/**
 * Each of `models` in `config.yaml` names its `provider`, and may have an `apiBase` and an `apiKey`; the addresses it has by itself end with
 * the version and a slash (https://docs.continue.dev/reference, core/llm/llms of continuedev/continue).
 */
export const continueDev: Tool = {
  id: 'continue',
  name: 'Continue',
  form: yamlForm,
  file: (around) => placed(around, 'CONTINUE_GLOBAL_DIR', '.continue', 'config.yaml'),
  providers: {
    openai: '/openai/v1/',
    anthropic: '/anthropic/v1/',
    google: '/google/v1beta/',
    openrouter: '/openrouter/api/v1/',
    groq: '/groq/openai/v1/',
  },
  settings: (document, supply) =>
    modelSettings(
      document,
      {
        tool: 'Continue',
        list: 'models',
        inner: [],
        address: 'apiBase',
        key: 'apiKey',
        providerOf(entry) {
          const name = valueAt(entry, ['provider']);
          return typeof name === 'string' ? (names[name] ?? null) : null;
        },
      },
      supply,
    ),
};
