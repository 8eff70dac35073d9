import { join } from 'node:path';
import { valueAt, type Setting } from './setting.ts';
import type { Tool } from './tool.ts';
import { yamlForm } from './yaml-form.ts';

/**
 * `.aider.conf.yml` of the home directory has a field for OpenAI's address and one for each of the two keys
 * (https://aider.chat/docs/config/aider_conf.html, https://aider.chat/docs/config/api-keys.html). Anthropic's address is LiteLLM's variable,
 * which `set-env` sets; LiteLLM appends `/v1/messages` (https://docs.litellm.ai/docs/providers/anthropic).
 */
export const aider: Tool = {
  id: 'aider',
  name: 'aider',
  form: yamlForm,
  file: ({ home }) => join(home, '.aider.conf.yml'),
  signs: ({ home }) => [join(home, '.aider.conf.yml'), join(home, '.aider')],
  providers: { openai: '/openai/v1', anthropic: '/anthropic' },
  settings(document, { token, base, providers }) {
    const ways: Readonly<Record<string, () => Setting[]>> = {
      openai: () => [
        { at: ['openai-api-base'], value: base('openai') },
        { at: ['openai-api-key'], value: token },
      ],
      anthropic: () => [
        variable(document, `ANTHROPIC_API_BASE=${base('anthropic')}`),
        { at: ['anthropic-api-key'], value: token },
      ],
    };
    return providers.flatMap((provider) => ways[provider]?.() ?? []);
  },
};

/** Another entry of the list, or the list. */
function variable(document: unknown, assignment: string): Setting {
  const list = valueAt(document, ['set-env']);
  return Array.isArray(list)
    ? { at: ['set-env', list.length], value: assignment }
    : { at: ['set-env'], value: [assignment] };
}
