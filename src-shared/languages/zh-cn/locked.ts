import type { Phrases } from '../translation.ts';

/** A locked vault, and what opens it. */
export const locked = {
  'The keyring holds the key of this vault.': '密钥环保存着此保险库的密钥。',
  'Unlock it, or log in again; then let Keywatch ask it once more.':
    '请解锁密钥环或重新登录；然后让 Keywatch 再次询问。',
  'Its whole path.': '完整路径。',
  'Left empty, it is looked for where it was.': '留空则在原处查找。',
  'Seven groups of five, in any case; hyphens may be left out.':
    '七组，每组五个字符；不分大小写，可省略连字符。',
  'Enter opens the vault.': '按回车键打开保险库。',
  'Locked.': '已锁定。',
  'Locked:': '已锁定：',
  'The next can be tried now.': '现在可以再试。',
  'The next can be tried in {left}.': '{left}后可以再试。',
  Unlock: '解锁',
  'Opens it for everything that uses Keywatch': '对所有使用 Keywatch 的程序打开',
  'How to unlock': '解锁方式',
  'No way into this vault is known to this Keywatch.': '此 Keywatch 不知道打开该保险库的任何方式。',
  'This code opens nothing here: mistyped, or of another vault. Compare it with the sheet.':
    '此代码打不开任何内容：可能输错，或属于另一个保险库。请与纸上核对。',
  Keyring: '密钥环',
} satisfies Phrases;
