import { telling } from '../../src-shared/say.ts';
import { parseJson } from '../gateways/stores/peer-file.ts';
import { fieldsOf, textIn } from '../gateways/stores/credential.ts';
import type { Draft } from './sighted.ts';
import { configured, placed, type Source } from './source.ts';
import { inFile } from './tool-file.ts';

const id = 'google-adc';
const provider = 'google-vertex';

/** The whole file is the credential: a login of gcloud's, or the key of a service account. */
function draftsOf(text: string): Draft[] | string {
  const { value, problem } = parseJson(text);
  if (problem !== null) return problem;
  const type = textIn(fieldsOf(value), 'type');
  if (type === null) return telling('it is none of Google’s credentials files');
  if (type === 'service_account') return [{ name: '', location: null, value: text, provider, kind: 'token' }];
  return [
    {
      name: '',
      location: '/refresh_token',
      value: textIn(fieldsOf(value), 'refresh_token') ?? '',
      provider,
      kind: 'oauth',
      owner: id,
      note: telling('A login of gcloud, which renews it.'),
    },
  ];
}

export const googleAdc: Source = {
  id,
  name: 'Google Cloud',
  opens: ['`~/.config/gcloud/application_default_credentials.json`, or in `$CLOUDSDK_CONFIG`'],
  look(around) {
    const name = 'application_default_credentials.json';
    const path =
      around.env['CLOUDSDK_CONFIG'] === undefined
        ? configured(around, 'gcloud', name)
        : placed(around, 'CLOUDSDK_CONFIG', '.config/gcloud', name);
    return inFile(around, { source: id, path }, draftsOf);
  },
};
