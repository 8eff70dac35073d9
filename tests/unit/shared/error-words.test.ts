import { afterEach, expect, test } from 'vitest';
import { errorWords } from '../../../src-shared/error-words.ts';
import { errorTable, isErrorCode } from '../../../src-shared/errors.ts';
import { translationOf } from '../../../src-shared/languages/load.ts';
import { heard, speak, telling } from '../../../src-shared/say.ts';

const sentence = 'What another program says; nobody here knows it.';

afterEach(() => speak(null));

test('in English the core’s own sentence is all there is to say', () => {
  expect(errorWords('not_found', sentence)).toBe(sentence);
});

test('what is no message of ours has a line of its kind above it in another language', async () => {
  speak(await translationOf('zh-CN'));
  for (const code of Object.keys(errorTable)) {
    const [heading, below] = isErrorCode(code) ? errorWords(code, sentence).split('\n') : [];
    expect(heading).toMatch(/^[^a-z]*(?:Keywatch)?[^a-z]*(?:Keywatch)?[^a-z]*。$/);
    expect(below).toBe(sentence);
  }
});

test('what the core told is said in the language of whoever shows it, its words too, and its names as they are', async () => {
  const path = '/home/who/the disk is full';
  const told = telling('The vault {path} could not be opened: {why}; it was left as it is; {advice}', {
    path,
    why: telling('the disk is full'),
    advice: telling("give yourself access to it (chmod 600 ''{path}''), then try again", { path }),
  });
  expect(told).toBe(
    `The vault ${path} could not be opened: the disk is full; it was left as it is; give yourself access to it (chmod 600 '${path}'), then try again`,
  );
  expect(errorWords('busy', told)).toBe(told);
  speak(await translationOf('zh-CN'));
  expect(errorWords('busy', told)).toBe(
    `无法打开保险库 ${path}：磁盘已满；它保持原样；请为自己授予访问权限（chmod 600 '${path}'），然后重试`,
  );
  // What is told is English in every process.
  expect(telling('the disk is full')).toBe('the disk is full');
});

test('whose it is, and sentences one after the other, stand by themselves', async () => {
  speak(await translationOf('zh-CN'));
  expect(heard('deepseek:batch: DeepSeek does not accept it; two answers agree. Work serves instead.')).toBe(
    'deepseek:batch：DeepSeek 不接受它；两次回应一致。由 Work 代替。',
  );
  expect(heard('openai:a: Nobody here has said such a thing.')).toBe(
    'openai:a: Nobody here has said such a thing.',
  );
});
