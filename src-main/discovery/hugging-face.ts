import { readMoment } from '../../src-shared/moment.ts';
import { below } from '../references/place.ts';
import { textPlaces } from '../references/text-places.ts';
import { safeName, type Draft } from './sighted.ts';
import { together } from './sighting.ts';
import { placed, told, type Source } from './source.ts';
import { inFile } from './tool-file.ts';

const provider = 'huggingface';

/** Every section is one token under the name its person gave it. */
function storedTokens(text: string): Draft[] {
  const places = textPlaces(text, 'stored_tokens');
  return places
    .filter(({ name }) => name === 'hf_token')
    .map(({ pointer, value }) => {
      const section = pointer.slice(0, -'/hf_token'.length);
      const beside = (name: string) =>
        places.find((each) => each.pointer === below(section, name))?.value ?? null;
      const end = readMoment(beside('expires_at'));
      const renewed = beside('refresh_token') !== null;
      return {
        name: safeName(section.slice(1)),
        location: pointer,
        value,
        provider,
        expiresAt: typeof end === 'number' ? end : null,
        ...(renewed ? { kind: 'oauth' as const, owner: 'hugging-face' } : {}),
      };
    });
}

export const huggingFace: Source = {
  id: 'hugging-face',
  name: 'Hugging Face',
  opens: ['`~/.cache/huggingface/token`, `stored_tokens`, or in `$HF_HOME`', 'the file `$HF_TOKEN_PATH`'],
  async look(around) {
    const at = (name: string) => placed(around, 'HF_HOME', '.cache/huggingface', name);
    const path = told(around, 'HF_TOKEN_PATH') ?? at('token');
    return together([
      await inFile(around, { source: 'hugging-face', path }, (text) => [
        { name: '', location: null, value: text, provider },
      ]),
      await inFile(around, { source: 'hugging-face', path: at('stored_tokens') }, storedTokens),
    ]);
  },
};
