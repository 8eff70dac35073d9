import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { placed, told } from '../discovery/source.ts';
import { jsonForm } from './json-form.ts';
import type { Tool } from './tool.ts';

/**
 * `provider.<id>.options` takes `baseURL` and `apiKey` of any provider it knows; of the files in its folder `opencode.jsonc` goes before
 * `opencode.json` (https://opencode.ai/docs/config, https://opencode.ai/docs/providers). Its second version reads the same
 * (https://opencode.ai/docs/migrate-v1).
 */
export const opencode: Tool = {
  id: 'opencode',
  name: 'opencode',
  form: jsonForm,
  file(around) {
    const named = told(around, 'OPENCODE_CONFIG');
    if (named !== null) return named;
    const folder = placed(around, 'XDG_CONFIG_HOME', '.config', 'opencode');
    const commented = join(folder, 'opencode.jsonc');
    return existsSync(commented) ? commented : join(folder, 'opencode.json');
  },
  // The AI SDK's own addresses end with the version.
  providers: {
    anthropic: '/anthropic/v1',
    openai: '/openai/v1',
    google: '/google/v1beta',
    openrouter: '/openrouter/api/v1',
    groq: '/groq/openai/v1',
  },
  settings: (_, { token, base, providers }) =>
    providers.flatMap((provider) => [
      { at: ['provider', provider, 'options', 'baseURL'], value: base(provider) },
      { at: ['provider', provider, 'options', 'apiKey'], value: token },
    ]),
};
