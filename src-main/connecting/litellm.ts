import { modelSettings } from './models-listed.ts';
import { valueAt } from './setting.ts';
import type { Tool } from './tool.ts';
import { yamlForm } from './yaml-form.ts';

/** Providers of ours by what LiteLLM's models begin with. */
const beginnings: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  openrouter: 'openrouter',
  groq: 'groq',
};

/**
 * Each of `model_list` has `litellm_params` with `model`, `api_base` and `api_key`; the configuration lies wherever `litellm --config` says
 * (https://docs.litellm.ai/docs/proxy/configs). To Anthropic's address it appends `/v1/messages` (https://docs.litellm.ai/docs/providers/anthropic).
 */
export const litellm: Tool = {
  id: 'litellm',
  name: 'LiteLLM proxy',
  form: yamlForm,
  file: () => null,
  providers: {
    openai: '/openai/v1',
    anthropic: '/anthropic',
    openrouter: '/openrouter/api/v1',
    groq: '/groq/openai/v1',
  },
  settings: (document, supply) =>
    modelSettings(
      document,
      {
        tool: 'LiteLLM',
        list: 'model_list',
        inner: ['litellm_params'],
        address: 'api_base',
        key: 'api_key',
        providerOf(entry) {
          const model = valueAt(entry, ['litellm_params', 'model']);
          const [beginning = ''] = typeof model === 'string' && model.includes('/') ? model.split('/') : [];
          return beginnings[beginning] ?? null;
        },
      },
      supply,
    ),
};
