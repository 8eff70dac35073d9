import { expect, it } from 'vitest';
import { phrases } from '../../../src-shared/languages/zh-cn/phrases.ts';

const all = Object.entries(phrases);

/** Words that were said of the same things beside these, and are not any more. */
const said: Readonly<Record<string, string>> = {
  链接: '关联',
  撤消: '撤销',
  推断: '推算',
  应答: '回应',
  槽位: '打开方式',
  限速: '限流',
  看管: '监测',
  设置令牌: 'setup 令牌',
  访问日志: '访问记录',
  没有更改任何内容: '未作任何更改',
  你: '您',
};

/** What the file system calls so, and what a command is found by. */
const otherwise = ['有符号链接指向主目录之外', '网关 关联 链接 OpenClaw RestFlow link'];

it.each(Object.entries(said))('%s is called %s', (other) => {
  expect(
    all
      .filter(([, phrase]) => phrase.includes(other) && !otherwise.includes(phrase))
      .map(([, phrase]) => phrase),
  ).toEqual([]);
});

it('an agent and a proxy are two things', () => {
  const agents = all.filter(([message]) => /\bagents?\b/i.test(message) && !/\bprox(y|ies)\b/i.test(message));
  expect(agents.filter(([, phrase]) => phrase.includes('代理'))).toEqual([]);
});

it('a profile and a configuration are two things', () => {
  const files = all.filter(
    ([message]) => /\bconfiguration\b/.test(message) && !/\bprofiles?\b/i.test(message),
  );
  expect(files.filter(([, phrase]) => /配置(?!文件)/.test(phrase))).toEqual([]);
});
