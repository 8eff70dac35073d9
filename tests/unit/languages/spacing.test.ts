import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { joined, asValue } from '../../../src-shared/languages/spacing.ts';
import { translationFrom, type Phrases } from '../../../src-shared/languages/translation.ts';
import { phrases } from '../../../src-shared/languages/zh-cn/phrases.ts';
import { span, wholeDay } from '../../../src-shared/times.ts';

const minute = 60_000;
const rooms = 'src-shared/languages/zh-cn';
/** What a phrase says by itself: the forms of its plurals as words, no name of a value. */
const literalOf = (phrase: string) =>
  phrase.replaceAll(/\{\w+, plural,|(?:other|=1) \{/g, '{}').replaceAll(/\{\w*\}|[{}]/g, '\u0000');
const offending = (fault: RegExp) =>
  Object.values(phrases).filter((phrase) => fault.test(literalOf(phrase).replaceAll('\u0000', '{}')));

it('Chinese stands a space apart from words and numbers of other scripts', () => {
  expect(offending(/\p{sc=Han}[\p{sc=Latin}\p{N}`]|[\p{sc=Latin}\p{N}%`]\p{sc=Han}/u)).toEqual([]);
});

it('a number that a plural counts stands a space apart too', () => {
  expect(Object.values(phrases).filter((phrase) => /\p{sc=Han}#|#\p{sc=Han}/u.test(phrase))).toEqual([]);
});

it('Chinese has its own signs between words', () => {
  expect(offending(/\p{sc=Han}[,;:!?()"]|[,;:!?()"]\p{sc=Han}|\.\.\.|\p{sc=Han}\.(?:$|\s)/u)).toEqual([]);
  expect(offending(/ [，。；：！？、（）]|[，。；：！？、（）] /u)).toEqual([]);
});

it('Chinese counts in one form', () => {
  const counted = Object.values(phrases).filter((phrase) => phrase.includes(', plural,'));
  expect(counted.filter((phrase) => /\b(?:zero|one|two|few|many) \{/.test(phrase))).toEqual([]);
});

it('a message that two rooms have is said alike in both', async () => {
  const files = readdirSync(rooms).filter((file) => file !== 'phrases.ts');
  const tables = await Promise.all(
    files.map((file): Promise<Record<string, Phrases>> => import(join(process.cwd(), rooms, file))),
  );
  const said = Map.groupBy(
    tables.flatMap((table) => Object.values(table).flatMap(Object.entries<string>)),
    ([message]) => message,
  );
  expect([...said].filter(([, all]) => new Set(all.map(([, phrase]) => phrase)).size > 1)).toEqual([]);
});

it.each([
  ['以{x}中的密钥', '系统密钥环', '以系统密钥环中的密钥'],
  ['以 {x} 中的密钥', '系统密钥环', '以系统密钥环中的密钥'],
  ['将于{x}到期', '5 天后', '将于 5 天后到期'],
  ['将于 {x} 到期', '明天', '将于明天到期'],
  ['移除{x}？', 'Work', '移除 Work？'],
  ['无法读取{x}：', '/home/a', '无法读取 /home/a：'],
  ['没有备份 {x}；', '（该名称）', '没有备份（该名称）；'],
  ['{x}：已移除', 'Work', 'Work：已移除'],
  ['{x} {y}', '已过期', '已过期 昨天'],
  ['共{x}', '', '共'],
])('%s with %s reads %s', (phrase, x, said) => {
  expect(translationFrom('zh-CN', { '{x}': phrase }).of('{x}', { x, y: '昨天' })).toBe(said);
});

it('a name keeps the spaces that are its own', () => {
  expect(joined(`打开 ${asValue('工作CI 一')} 的详情`)).toBe('打开工作CI 一的详情');
});

it('times keep to it as well', () => {
  expect(span(6 * minute, 'zh-CN')).toBe('6 分钟');
  expect(wholeDay(new Date(2027, 2, 7).getTime(), 'zh-CN')).toBe('2027 年 3 月 7 日星期日');
});
