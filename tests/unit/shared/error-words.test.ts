import { afterEach, expect, test } from 'vitest';
import { errorWords } from '../../../src-shared/error-words.ts';
import { errorTable, isErrorCode } from '../../../src-shared/errors.ts';
import { translationOf } from '../../../src-shared/languages/load.ts';
import { speak } from '../../../src-shared/say.ts';

const sentence = 'There is no profile of that name; nothing was changed; list the profiles.';

afterEach(() => speak(null));

test('in English the core’s own sentence is all there is to say', () => {
  expect(errorWords('not_found', sentence)).toBe(sentence);
});

test('in another language each kind of error has a line of its own above it', async () => {
  speak(await translationOf('zh-CN'));
  for (const code of Object.keys(errorTable)) {
    const [heading, below] = isErrorCode(code) ? errorWords(code, sentence).split('\n') : [];
    expect(heading).toMatch(/^[^a-z]*(?:Keywatch)?[^a-z]*(?:Keywatch)?[^a-z]*。$/);
    expect(below).toBe(sentence);
  }
});
