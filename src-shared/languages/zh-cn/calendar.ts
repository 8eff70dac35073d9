import type { Phrases } from '../translation.ts';

/** The expiry calendar. */
export const calendar = {
  'Expiry calendar': '到期日历',
  Close: '关闭',
  Dates: '日期',
  'All dates': '所有日期',
  Before: '更早',
  'After these months': '十二个月之后',
  'Within 30 days': '30 天内',
  Later: '更晚',
  'Disabled by you': '由您停用',
  Inferred: '推算',
  'Notice of the chosen profile': '所选配置的提醒',
  '{count, plural, one {# profile expires on this day.} other {# profiles expire on this day.}}':
    '{count, plural, other {当天有 # 个配置到期。}}',
  '{date}: a notice of the chosen profile': '{date}：所选配置的提醒',
  '{name}, expired': '{name}，已过期',
  '{name}, inferred': '{name}，推算',
  '{date}: {names} and {count} more': '{date}：{names}，另有 {count} 个',
  '{date}: {names}': '{date}：{names}',
  'Nothing expires in the next twelve months.': '未来十二个月内没有到期的配置。',
  '{over, plural, one {# profile has expired} other {# profiles have expired}}; nothing else does in the next twelve months.':
    '{over, plural, other {已有 # 个配置过期}}；未来十二个月内没有其他到期。',
  '{count, plural, one {# profile expires} other {# profiles expire}} in the next twelve months, first {name} on {date}, {when}.':
    '未来十二个月内有 {count, plural, other {# 个配置}}到期，最早的是 {name}，{date}，{when}。',
  '{count, plural, one {# profile expires} other {# profiles expire}} in the next twelve months, first {name} on {date}, {when}; {over} expired already.':
    '未来十二个月内有 {count, plural, other {# 个配置}}到期，最早的是 {name}，{date}，{when}；已有 {over} 个过期。',
  '{count, plural, one {# profile has no date.} other {# profiles have no date.}}':
    '{count, plural, other {# 个配置没有日期。}}',
  'Set a date for {name}': '为 {name} 设置日期',
  'Set a date…': '设置日期…',
  '{count, plural, one {# login is renewed by {owners}.} other {# logins are renewed by {owners}.}}':
    '{count, plural, other {# 个登录由 {owners} 续期。}}',
  'When profiles expire': '配置的到期时间',
  Profile: '配置',
  Provider: '提供商',
  Expires: '到期',
  'From now': '距今',
  'Known from': '依据',
  '{source}; disabled by you': '{source}；由您停用',
  'Notices for {name}, in days before the end': '{name} 的提醒（到期前天数）',
  '{act} {who}': '{act} {who}',
  'Change reference…': '更改引用…',
  'Details of {name}': '{name} 的详情',
  Details: '详情',
  'Snooze {name} for a day': '将 {name} 推迟一天',
  Snooze: '推迟',
} satisfies Phrases;
