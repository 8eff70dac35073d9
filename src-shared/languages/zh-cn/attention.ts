import type { Phrases } from '../translation.ts';

/** The list of what needs a person. */
export const attention = {
  'Needs attention': '需要处理',
  Fewer: '收起',
  '{count, plural, one {# more needs attention} other {# more need attention}}':
    '{count, plural, other {另有 # 个需要处理}}',
  'snoozed until {moment}': '已推迟到 {moment}',
  '{act} {who}': '{act} {who}',
  'Dismiss: {title}': '忽略：{title}',
  Dismiss: '忽略',
  'More for {name}': '{name} 的更多操作',
  'End the snooze': '取消推迟',
  'Snooze for a day': '推迟一天',
  'Snooze for a week': '推迟一周',
  'Dismiss the notice': '忽略此提醒',
} satisfies Phrases;
