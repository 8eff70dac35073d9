import type { Phrases } from '../translation.ts';

/** The tray, and what the app says outside its window. */
export const tray = {
  'Keywatch: {sentence}': 'Keywatch：{sentence}',
  'Settings…': '设置…',
  'Quit Keywatch': '退出 Keywatch',
  '{who}: {brief}': '{who}：{brief}',
  '{count} more…': '另有 {count} 项…',
  'Open Keywatch': '打开 Keywatch',
  'Unlock…': '解锁…',
  'Add credential…': '添加凭据…',
  'Lock now': '立即锁定',
  'Resume checking': '恢复检查',
  'Pause checking': '暂停检查',
  'For 1 hour': '1 小时',
  'Until tomorrow': '直到明天',
  'Until resumed': '直到恢复',
  'Keywatch is not locked': 'Keywatch 未锁定',
  'Keywatch keeps watching': 'Keywatch 仍在监测',
  'Its window is closed. Open it again from the tray, or by starting Keywatch once more.':
    '窗口已关闭。可从托盘重新打开，或再次启动 Keywatch。',
  'The vault cannot be read': '无法读取保险库',
  '{why}. An earlier copy can take its place, with all that opened it then; what cannot be read is kept beside it, in {directory}.':
    '{why}。可用较早的副本代替，当时的打开方式一并恢复；无法读取的文件会保留在 {directory}。',
  'Use the copy of {moment} ({count, plural, one {# profile} other {# profiles}})':
    '使用 {moment} 的副本（{count, plural, other {# 个配置}}）',
  Quit: '退出',
  'Keywatch could not start': 'Keywatch 无法启动',
} satisfies Phrases;
