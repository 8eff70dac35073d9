import { sighted } from './sighted.ts';
import type { Source } from './source.ts';
import { namedDrafts } from './tool-file.ts';

/** What the environment of whoever looks says. */
export const environment: Source = {
  id: 'env',
  name: 'Environment',
  opens: ['the variables of the program that looks'],
  async look({ env }) {
    const spot = { source: 'env', where: 'environment', mode: null, inFile: false };
    const values = Object.entries(env).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value, location: name, link: `env:${name}` }],
    );
    const sightings = namedDrafts(values).flatMap((draft) => sighted(spot, draft) ?? []);
    return { sightings, problems: [] };
  },
};
