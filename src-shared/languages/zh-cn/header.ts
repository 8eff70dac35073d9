import type { Phrases } from '../translation.ts';

/** The strip at the top and the menu behind its gear. */
export const header = {
  Add: '添加',
  'Add credential': '添加凭据',
  'Check now': '立即检查',
  Checking: '正在检查',
  Connecting: '正在连接',
  Opening: '正在打开',
  Settings: '设置',
} satisfies Phrases;
