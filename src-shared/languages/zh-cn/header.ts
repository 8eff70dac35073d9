import type { Phrases } from '../translation.ts';

/** The strip at the top and the menu behind its gear. */
export const header = {
  Add: '添加',
  'Add credential': '添加凭据',
  'Check now': '立即检查',
  Checking: '正在检查',
  Connecting: '正在连接',
  Opening: '正在打开',
  'Nothing in it is real, and it goes when Keywatch ends.': '其中没有任何真实内容，Keywatch 退出后即消失。',
  'Sample vault': '示例保险库',
  Settings: '设置',
} satisfies Phrases;
