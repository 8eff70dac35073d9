import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import { told } from '../discovery/source.ts';
import { fieldsAt, textAt } from '../gateways/stores/fields-at.ts';
import { envForm } from './env-form.ts';
import type { Around, Tool } from './tool.ts';

const folder = (around: Around) => join(told(around, 'GEMINI_CLI_HOME') ?? around.home, '.gemini');

/** What its settings call signing in by an API key. */
const byKey = 'gemini-api-key';

/**
 * `.gemini/.env` is read in folders that its person trusts, where no nearer file of that kind lies; the SDK in it takes the address from
 * `GOOGLE_GEMINI_BASE_URL` and appends the version (https://geminicli.com/docs/reference/configuration,
 * https://docs.litellm.ai/docs/tutorials/litellm_gemini_cli). Seen with release 0.61: by an API key alone, which its settings choose.
 */
export const geminiCli: Tool = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  form: envForm,
  file: (around) => join(folder(around), '.env'),
  providers: { google: '/google' },
  settings: (_, { token, base }) => [
    { at: ['GOOGLE_GEMINI_BASE_URL'], value: base('google') },
    { at: ['GEMINI_API_KEY'], value: token },
  ],
  notes({ around }) {
    const settings = fieldsAt(join(folder(around), 'settings.json'));
    return [
      telling(
        'Gemini CLI reads that file in folders that you told it to trust, and where no nearer .env lies: elsewhere it goes on as before.',
      ),
      ...(textAt(settings, 'security', 'auth', 'selectedType') === byKey
        ? []
        : [
            telling(
              'It signs in otherwise now: type /auth in Gemini CLI and choose the Gemini API key, or it takes neither the address nor the token.',
            ),
          ]),
    ];
  },
};
