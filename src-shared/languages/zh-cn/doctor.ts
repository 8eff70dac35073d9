import type { Phrases } from '../translation.ts';

/** What is wrong with the vault and around it. */
export const doctor = {
  'What is wrong': '哪里有问题',
  'Set {count, plural, one {# thing} other {# things}} right…': '修正 {count, plural, other {# 项}}…',
  'Looking at the vault and at what lies around it': '正在检查保险库及其周围',
  '{count, plural, one {# thing was} other {# things were}} set right':
    '已修正 {count, plural, other {# 项}}',
  'As Keywatch sees it where it runs; nothing was changed': '以 Keywatch 运行之处所见为准；未作任何更改',
  Bad: '严重',
  'To look at': '需要查看',
  'To know': '供参考',
  'Set right': '已修正',
  'Set it right below': '可在下方修正',
  'Nothing is wrong.': '一切正常。',
  'How it was before is noted in repairs.jsonl': '原来的状态会记入 repairs.jsonl',
  'Set {count, plural, one {# thing} other {# things}} right': '修正 {count, plural, other {# 项}}',
  'Files that others can reach are closed to them; locks, sockets and half-written files of ended processes are taken away. Each only where it is a plain file of yours, and only if it is still as it was found.':
    '他人可访问的文件将对其关闭；已结束进程留下的锁、套接字和未写完的文件会被清除。仅限属于您的普通文件，且状态仍与发现时相同。',
  'What each service would see': '各服务能看到的密钥',
  Service: '服务',
  Sees: '可见',
  Lacks: '缺少',
  'By its files alone': '仅依据其文件',
  'What each tool would use': '各工具将使用的凭据',
  Tool: '工具',
  Uses: '使用',
  'Finds no credential': '没有找到凭据',
  'Not {name} of {from}: {why}': '不使用 {from} 的 {name}：{why}',
  'Its requests go to {address}': '其请求发往 {address}',
  'Show {name}': '显示 {name}',
  '{severity}: {what}': '{severity}：{what}',
} satisfies Phrases;
