import { join } from 'node:path';
import { providerById } from '../providers/index.ts';
import { textPlaces } from '../references/text-places.ts';
import type { Place } from '../references/place.ts';
import { safeName, type Draft } from './sighted.ts';
import { together } from './sighting.ts';
import { placed, type Source } from './source.ts';
import { inFile, inSettings, namedDrafts } from './tool-file.ts';

const id = 'aider';

/** `api-key` lists `provider=key`; part of a text cannot be linked. */
function listedKey({ value, pointer }: Place): Draft[] {
  const [, name = '', key = ''] = /^([\w-]{1,64})=(.+)$/.exec(value) ?? [];
  if (key === '') return [];
  const provider = providerById(name)?.id;
  return [
    {
      name: safeName(name),
      location: pointer,
      value: key,
      link: null,
      ...(provider === undefined ? { variable: `${name}_API_KEY` } : { provider }),
    },
  ];
}

function draftsOf(text: string, path: string): Draft[] {
  const places = textPlaces(text, path);
  const listed = places.filter(({ name }) => name === 'api-key');
  const set = places.filter(({ name }) => name === 'set-env').flatMap(variableSet);
  const named = places.map(({ name, value, pointer }) => ({
    name: name.toUpperCase().replaceAll('-', '_'),
    value,
    location: pointer,
    link: `file:${path}#${pointer}`,
  }));
  return [...listed.flatMap(listedKey), ...namedDrafts([...named, ...set])];
}

function variableSet({ value, pointer }: Place) {
  const [, name = '', text = ''] = /^([A-Za-z_]\w{0,79})=(.+)$/.exec(value) ?? [];
  return name === '' ? [] : [{ name, value: text, location: `${pointer}/${name}`, link: null }];
}

export const aider: Source = {
  id,
  name: 'aider',
  opens: ['`.aider.conf.yml` in the working directory and in `~`', '`~/.aider/oauth-keys.env`'],
  async look(around) {
    const folders = [...new Set([around.cwd, around.home])];
    const configs = folders.map((folder) => join(folder, '.aider.conf.yml'));
    return together(
      await Promise.all([
        ...configs.map((path) =>
          inFile(around, { source: id, path, many: true }, (text) => draftsOf(text, path)),
        ),
        inSettings(around, { source: `${id}-keys`, path: placed(around, null, '.aider', 'oauth-keys.env') }),
      ]),
    );
  },
};
