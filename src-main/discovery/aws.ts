import { join } from 'node:path';
import { readMoment } from '../../src-shared/moment.ts';
import { telling } from '../../src-shared/say.ts';
import { textIn } from '../gateways/stores/credential.ts';
import type { Place } from '../references/place.ts';
import { textPlaces } from '../references/text-places.ts';
import { safeName, type Draft } from './sighted.ts';
import { together } from './sighting.ts';
import { placed, told, type Source } from './source.ts';
import { inFile, inJson } from './tool-file.ts';

const id = 'aws';
const provider = 'amazon-bedrock';
const mostSessions = 20;

const pairNote = telling(
  'A pair of AWS keys signs requests; Keywatch asks Bedrock by its own API keys and takes no pair.',
);
const sessionNote = telling('A login of aws sso login, which renews it.');

/** The profile a place belongs to: the heading above it. */
const profileOf = ({ pointer }: Place): string =>
  pointer.slice(1, pointer.lastIndexOf('/')).replace(/^profile /, '');

/** Pairs of keys by their profile, and the programs that give some. */
function inProfiles(text: string, path: string): Draft[] {
  const places = textPlaces(text, path);
  const beside = (place: Place, name: string) =>
    places.find((each) => each.name === name && profileOf(each) === profileOf(place))?.value ?? null;
  return places.flatMap((place): Draft[] => {
    const { name, value, pointer } = place;
    const spot = {
      name: safeName(profileOf(place)),
      location: pointer,
      provider,
      link: null,
      uncopied: true,
    };
    if (name === 'aws_secret_access_key') {
      const end = readMoment(beside(place, 'x_security_token_expires') ?? beside(place, 'expiration'));
      const kind = beside(place, 'aws_session_token') === null ? 'api_key' : 'token';
      return [{ ...spot, value, kind, expiresAt: typeof end === 'number' ? end : null, note: pairNote }];
    }
    return name === 'credential_process' ? [{ ...spot, value: `!${value}`, note: pairNote }] : [];
  });
}

export const aws: Source = {
  id,
  name: 'AWS',
  opens: [
    '`~/.aws/credentials`, or the file `$AWS_SHARED_CREDENTIALS_FILE`',
    '`~/.aws/config`, or the file `$AWS_CONFIG_FILE`',
    '`~/.aws/sso/cache/*.json`',
  ],
  async look(around) {
    const at = (name: string, variable: string) =>
      told(around, variable) ?? placed(around, null, '.aws', name);
    const credentials = at('credentials', 'AWS_SHARED_CREDENTIALS_FILE');
    const config = at('config', 'AWS_CONFIG_FILE');
    const cache = placed(around, null, '.aws', 'sso', 'cache');
    const sessions = (await around.list(cache)).filter((name) => name.endsWith('.json'));
    return together(
      await Promise.all([
        inFile(around, { source: id, path: credentials }, (text) => inProfiles(text, credentials)),
        inFile(around, { source: `${id}-config`, path: config }, (text) => inProfiles(text, config)),
        ...sessions.slice(0, mostSessions).map((name) =>
          inJson(around, { source: `${id}-sso`, path: join(cache, name), many: true }, (document) => {
            const end = readMoment(document['expiresAt']);
            return [
              {
                name: '',
                location: '/accessToken',
                value: textIn(document, 'accessToken') ?? '',
                provider,
                kind: 'oauth',
                owner: id,
                expiresAt: typeof end === 'number' ? end : null,
                note: sessionNote,
              },
            ];
          }),
        ),
      ]),
    );
  },
};
