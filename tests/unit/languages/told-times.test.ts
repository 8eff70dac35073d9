import { beforeAll, expect, it } from 'vitest';
import { translationOf } from '../../../src-shared/languages/load.ts';
import { timeIn } from '../../../src-shared/languages/english-times.ts';
import type { Translation } from '../../../src-shared/say.ts';
import {
  age,
  exactSpan,
  longDate,
  nearMoment,
  relativeTime,
  shortDate,
  span,
} from '../../../src-shared/times.ts';
import { day, now } from '../../fixtures/profiles.ts';

let chinese: Translation | null;
beforeAll(async () => {
  chinese = await translationOf('zh-CN');
});

it.each([
  [
    'anthropic:work: Key ends on 22 November, the date you set.',
    'anthropic:work：密钥将于 11 月 22 日到期（您设置的日期）。',
  ],
  [
    'anthropic:work: 3 months old; you asked for a new one every 30 days.',
    'anthropic:work：已使用 3 个月；您要求每 30 天更换一次。',
  ],
  ['expires in 5 days', '将于 5 天后到期'],
])('%s is heard with its times', (told, said) => {
  expect(chinese?.heard(told)).toBe(said);
});

const moments = [-400, -40, -1, -0.1, -0.001, 0.002, 0.3, 1, 30, 200].map((days) => now + days * day);

it('whatever time English says, another language says as it would by itself', () => {
  const [en, zh] = ['en', 'zh-CN'] as const;
  for (const at of moments) {
    expect(timeIn(zh, relativeTime(at, now, en))).toBe(relativeTime(at, now, zh));
    expect(timeIn(zh, span(at - now, en))).toBe(span(at - now, zh));
    expect(timeIn(zh, exactSpan(at - now, en))).toBe(exactSpan(at - now, zh));
    expect(timeIn(zh, longDate(at, now, en))).toBe(longDate(at, now, zh));
    if (at < now) expect(timeIn(zh, age(at, now, en))).toBe(age(at, now, zh));
    for (const text of [shortDate(at, en), nearMoment(at, now, en)])
      expect(/^\d\d:\d\d$/.test(text) || timeIn(zh, text) !== null).toBe(true);
  }
});

it.each(['Work', '3 keys', 'in Rome', '30 February 2027 at noon', 'soon'])('%s is no time', (name) => {
  expect(timeIn('zh-CN', name)).toBeNull();
});
