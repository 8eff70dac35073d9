import type { Phrases } from '../translation.ts';

/** What the doors refuse. */
export const doors: Phrases = {
  'is used by another program': '已被其他程序占用',
  'may not be opened by this user': '当前用户无权打开',
  'Port {port} of this machine {why}; nothing was started; give another with {option}, or leave it out.':
    '本机端口 {port} {why}；未启动任何内容；请用 {option} 指定其他端口，或不指定。',
  '{path}, where the door of Keywatch is to be, belongs to somebody else; nothing was opened; remove it, or choose a shorter KEYWATCH_HOME':
    'Keywatch 的接口应位于 {path}，但它属于其他用户；未打开任何内容；请删除它，或选择更短的 KEYWATCH_HOME',
  'The vault can be read, so nothing was put in its place; go back to an earlier one by its backups.':
    '保险库可以读取，因此没有替换任何内容；如需回到以前的版本，请使用备份。',
  'the input': '输入内容',
  '{call} was called with {which} in a form it cannot read; nothing was changed.':
    '调用 {call} 时，{which}的格式无法读取；未作任何更改。',
  'Keywatch made a mistake in {call}; what was stored before is kept; try again, and report it if it stays.':
    'Keywatch 在 {call} 中出错；之前保存的内容均已保留；请重试，若问题持续请报告。',
  'Too many calls at once; this one was not begun; wait for the others.':
    '同时进行的调用过多；此调用没有开始；请等待其他调用完成。',
  'Too many subscriptions at once; this one was not begun; one tells everything.':
    '同时进行的订阅过多；此订阅没有开始；一个订阅即可获知全部。',
  'The message is larger than 1 MiB; nothing was done; send less at once.':
    '消息大于 1 MiB；未执行任何操作；请分批发送。',
};
