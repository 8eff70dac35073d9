import { join } from 'node:path';
import { providerById } from '../providers/index.ts';
import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import { textPlaces } from '../references/text-places.ts';
import { below } from '../references/place.ts';
import { safeName, type Draft } from './sighted.ts';
import { together } from './sighting.ts';
import { placed, type Source } from './source.ts';
import { inFile, inJson, inSettings, type Fields } from './tool-file.ts';

const id = 'continue';

const draft = (location: string, provider: string, value: string, at: number): Draft => ({
  name: safeName(`${providerById(provider)?.id ?? 'model'}-${at + 1}`),
  location,
  value,
  ...(providerById(provider) === undefined
    ? { variable: `${provider}_API_KEY` }
    : { provider: providerById(provider)?.id ?? null }),
});

/** The keys of config.yaml, each beside the provider of its model. */
function inYaml(text: string): Draft[] {
  const places = textPlaces(text, 'config.yaml');
  return places
    .filter(({ name }) => name === 'apiKey')
    .map(({ pointer, value }, at) => {
      const beside = `${pointer.slice(0, pointer.lastIndexOf('/'))}/provider`;
      const provider = places.find((each) => each.pointer === beside)?.value ?? '';
      return draft(pointer, provider, value, at);
    });
}

/** The same of config.json, which came before. */
function inOldConfig(document: Fields): Draft[] {
  const models = document['models'];
  return (Array.isArray(models) ? models : []).flatMap((model: unknown, at) => {
    const fields = fieldsOf(model);
    const value = textIn(fields, 'apiKey') ?? '';
    const location = below(below('/models', at), 'apiKey');
    return value === '' ? [] : [draft(location, textIn(fields, 'provider') ?? '', value, at)];
  });
}

export const continueDev: Source = {
  id,
  name: 'Continue',
  opens: ['`~/.continue/.env`, `config.yaml`, `config.json`', '`.continue/.env` in the working directory'],
  async look(around) {
    const folder = placed(around, 'CONTINUE_GLOBAL_DIR', '.continue');
    const yaml = join(folder, 'config.yaml');
    const envs = [...new Set([folder, join(around.cwd, '.continue')])].map((each) => join(each, '.env'));
    return together(
      await Promise.all([
        inFile(around, { source: id, path: yaml }, inYaml),
        inJson(around, { source: `${id}-json`, path: join(folder, 'config.json') }, inOldConfig),
        ...envs.map((path) => inSettings(around, { source: `${id}-env`, path, many: true })),
      ]),
    );
  },
};
