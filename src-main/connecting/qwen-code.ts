import { telling } from '../../src-shared/say.ts';
import { placed } from '../discovery/source.ts';
import { fieldsOf } from '../gateways/stores/credential.ts';
import { jsonForm } from './json-form.ts';
import { valueAt } from './setting.ts';
import type { Tool } from './tool.ts';

/**
 * `env` of its settings holds where neither the shell nor an `.env` has the variable; `security.auth.selectedType` says by which API it signs
 * in (https://qwenlm.github.io/qwen-code-docs/en/users/configuration/auth). A model of `modelProviders` keeps the address that stands there.
 */
export const qwenCode: Tool = {
  id: 'qwen-code',
  name: 'Qwen Code',
  form: jsonForm,
  file: (around) => placed(around, 'QWEN_HOME', '.qwen', 'settings.json'),
  providers: { openai: '/openai/v1' },
  settings: (_, { token, base }) => [
    { at: ['env', 'OPENAI_BASE_URL'], value: base('openai') },
    { at: ['env', 'OPENAI_API_KEY'], value: token },
    { at: ['security', 'auth', 'selectedType'], value: 'openai' },
  ],
  notes({ document }) {
    const listed = Object.keys(fieldsOf(valueAt(document, ['modelProviders'])) ?? {});
    return listed.length === 0
      ? []
      : [
          telling(
            'Models that its modelProviders name keep the address and the key that stand there; any other goes by the relay.',
          ),
        ];
  },
};
