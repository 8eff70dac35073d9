import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { envFileAt, upwards, type EnvFile } from './env-files.ts';
import { fieldsAt, textAt } from '../../gateways/stores/fields-at.ts';
import { isOn, variables, type Offer, type Standing, type Tool } from './tool.ts';

const folder = ({ env, home }: Standing) => join(env['GEMINI_CLI_HOME']?.trim() || home, '.gemini');

/** The one file it reads: the nearest upwards, its own before a project's, else the home directory's. */
function envFile(at: Standing): EnvFile | null {
  for (const directory of [...upwards(at.cwd), at.home])
    for (const path of [join(directory, '.gemini', '.env'), join(directory, '.env')]) {
      const found = envFileAt(path);
      if (found !== null) return found;
    }
  return null;
}

type Way = 'oauth-personal' | 'gemini-api-key' | 'vertex-ai';

function chosen(
  settings: ReturnType<typeof fieldsAt>,
  value: (name: string) => string | undefined,
): string | null {
  const told = textAt(settings, 'security', 'auth', 'selectedType') ?? textAt(settings, 'selectedAuthType');
  if (told !== null) return told;
  if (value('GOOGLE_GENAI_USE_GCA') === 'true') return 'oauth-personal';
  if (value('GOOGLE_GENAI_USE_VERTEXAI') === 'true') return 'vertex-ai';
  return (value('GEMINI_API_KEY') ?? '') === '' ? null : 'gemini-api-key';
}

/** Gemini CLI: the way that its settings chose, else the one that variables name. What the environment has goes before files. */
export const geminiCli: Tool = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  provider: 'google',
  isHere: (at) => existsSync(folder(at)),
  offers(at) {
    const file = envFile(at);
    const value = (name: string) => at.env[name] ?? file?.values[name];
    const settings = fieldsAt(join(folder(at), 'settings.json'));
    const both = (name: string): Offer[] => [
      ...variables(at.env, [name]),
      ...(file === null ? [] : variables(file.values, [name], { from: file.path })),
    ];
    const loginPath = join(folder(at), 'oauth_creds.json');
    const secret =
      textAt(fieldsAt(loginPath), 'access_token') ?? textAt(fieldsAt(loginPath), 'refresh_token');
    const adc = value('GOOGLE_APPLICATION_CREDENTIALS')?.trim() ?? '';
    const ways: Readonly<Record<Way, Offer[]>> = {
      'oauth-personal':
        secret === null ? [] : [{ name: 'login', from: loginPath, kind: 'login', secret, expiresAt: null }],
      'gemini-api-key': both('GEMINI_API_KEY'),
      'vertex-ai': [
        ...(isOn(value('GOOGLE_GENAI_USE_VERTEXAI')) ? both('GOOGLE_API_KEY') : []),
        ...(adc === ''
          ? []
          : [
              {
                name: 'GOOGLE_APPLICATION_CREDENTIALS',
                from: adc,
                kind: 'cloud' as const,
                secret: null,
                expiresAt: null,
              },
            ]),
      ],
    };
    const way = chosen(settings, value);
    const first = Object.entries(ways).find(([name]) => name === way)?.[1] ?? [];
    // Without a way it asks a person; what lies there does not serve by itself.
    return way === null ? [] : [...first, ...(first.length === 0 ? [] : others(ways, way))];
  },
  baseUrl: 'GOOGLE_GEMINI_BASE_URL',
};

const others = (ways: Readonly<Record<Way, Offer[]>>, way: string): Offer[] =>
  Object.entries(ways).flatMap(([name, offers]) => (name === way ? [] : offers));
