import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as electron from 'electron';
import { followLanguage, speakAsSystem } from '../../src-main/desktop/language.ts';
import { language, say, speak } from '../../src-shared/say.ts';
import { newMachine } from '../fixtures/electron.fake.ts';
import { listeningLog, realCore, type RealCore } from '../fixtures/real-core.ts';

let core: RealCore;
let stop: () => void = () => {};
beforeEach(async () => {
  newMachine();
  core = await realCore({ KEYWATCH_OFFLINE: '1' });
});
afterEach(async () => {
  stop();
  speak(null);
  await core.end();
});

async function follow() {
  const onSpoken = vi.fn();
  stop = await followLanguage(core.keywatch, { app: electron.app, log: listeningLog(), onSpoken });
  return onSpoken;
}

test('before anything is known of a person, the app speaks the first of the system’s languages that it can', async () => {
  newMachine({ languages: ['ja-JP', 'zh-Hans-CN', 'en-US'] });
  await speakAsSystem(electron.app);
  expect(say('Quit Keywatch')).toBe('退出 Keywatch');
  newMachine({ languages: ['ja-JP'] });
  await speakAsSystem(electron.app);
  expect(say('Quit Keywatch')).toBe('Quit Keywatch');
});

test('what a person set stands above the system', async () => {
  newMachine({ languages: ['zh-CN'] });
  core.keywatch.settings.set({ language: 'en' });
  await follow();
  expect(language()).toBe('en');
});

test('another choice is spoken at once, and what was said before is said anew', async () => {
  const onSpoken = await follow();
  expect(language()).toBe('en');
  core.keywatch.settings.set({ language: 'zh-CN' });
  await vi.waitFor(() => expect(onSpoken).toHaveBeenCalledTimes(1));
  expect(language()).toBe('zh-CN');
  core.keywatch.settings.set({ language: 'system' });
  await vi.waitFor(() => expect(onSpoken).toHaveBeenCalledTimes(2));
  expect(language()).toBe('en');
});

test('of two choices in a row the last one holds', async () => {
  await follow();
  core.keywatch.settings.set({ language: 'zh-CN' });
  core.keywatch.settings.set({ language: 'en' });
  core.keywatch.settings.set({ language: 'zh-CN' });
  await vi.waitFor(() => expect(language()).toBe('zh-CN'));
});

test('one that is taken back before it was there is never spoken', async () => {
  await follow();
  core.keywatch.settings.set({ language: 'zh-CN' });
  core.keywatch.settings.set({ language: 'en' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(language()).toBe('en');
});

test('other settings leave the language alone', async () => {
  const onSpoken = await follow();
  core.keywatch.settings.set({ theme: 'dark' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(onSpoken).not.toHaveBeenCalled();
});
