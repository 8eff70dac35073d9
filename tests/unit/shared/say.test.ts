import { expect, it } from 'vitest';
import { languageFor } from '../../../src-shared/languages/load.ts';
import { translationFrom } from '../../../src-shared/languages/translation.ts';
import { say, speak } from '../../../src-shared/say.ts';

it('puts values where their names stand', () => {
  expect(say('{name} ended {when}', { name: 'Work', when: 'today' })).toBe('Work ended today');
});

it('takes the one form for one and the other for all else', () => {
  const keys = (count: number) => say('{count, plural, one {# key} other {# keys}} left', { count });
  expect([0, 1, 2, 21].map(keys)).toEqual(['0 keys left', '1 key left', '2 keys left', '21 keys left']);
});

it.each(['{name}', '{count}', '{count, plural, one {#} other {#}}', '$&', "'{'", '<b>'])(
  'says a name that looks like %s as it is',
  (name) => {
    expect(say('{count, plural, one {# key of {name}} other {# keys of {name}}}', { count: 1, name })).toBe(
      `1 key of ${name}`,
    );
    speak(translationFrom('zh-CN', { '{name} ended': '{name}已过期' }));
    try {
      expect(say('{name} ended', { name })).toBe(`${name}已过期`);
    } finally {
      speak(null);
    }
  },
);

it('takes the first language of the system that is here', () => {
  expect(languageFor(['zh-Hans-CN', 'en'])).toBe('zh-CN');
  expect(languageFor(['de-DE', 'zh', 'en'])).toBe('zh-CN');
  expect(languageFor(['de-DE'])).toBe('en');
  expect(languageFor([])).toBe('en');
});
