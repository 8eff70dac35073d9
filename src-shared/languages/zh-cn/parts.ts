import type { Phrases } from '../translation.ts';

/** What several rooms share: dialogs, remarks, secrets, and what is said when something fails. */
export const parts = {
  'API key': 'API 密钥',
  Back: '返回',
  Cancel: '取消',
  Close: '关闭',
  Details: '详情',
  Dismiss: '忽略',
  Environment: '环境变量',
  'Everything in the vault is kept, and Keywatch itself goes on. Reload the window to see it again.':
    '保险库中的内容都在，Keywatch 仍在运行。重新加载窗口即可再次看到。',
  'Everything in the vault is kept. Reload the window to go on.':
    '保险库中的内容都在。请重新加载窗口后继续。',
  File: '文件',
  Gateway: '网关',
  'Hide {label}': '隐藏{label}',
  'Hide: {label}': '隐藏：{label}',
  'Keywatch did not answer; nothing is known to have changed; try again.':
    'Keywatch 没有回应；未发现任何更改；请重试。',
  'Keywatch is not connected; nothing was changed.': 'Keywatch 未连接；未作任何更改。',
  'Keywatch, all fine': 'Keywatch，一切正常',
  'Keywatch, no verdict': 'Keywatch，暂无结论',
  'Keywatch, something expires or is in doubt': 'Keywatch，有凭据即将到期或存疑',
  'Keywatch, something needs you': 'Keywatch，有事项需要您处理',
  'Keywatch, waiting': 'Keywatch，等待中',
  Login: '登录',
  None: '无密钥',
  'Nothing in the vault was changed. Reload the window; if that does not help, start Keywatch again.':
    '保险库未被更改。请重新加载窗口；如仍无效，请重新启动 Keywatch。',
  'Opening the vault': '正在打开保险库',
  'Profile {number}': '配置 {number}',
  Reload: '重新加载',
  Remarks: '提示',
  'Reveal {label} for 20 seconds': '显示{label} 20 秒',
  'Show: {label}': '显示：{label}',
  'The window stopped working': '窗口已停止工作',
  'This part of the window could not be loaded.': '窗口的这一部分无法加载。',
  'This part of the window stopped working.': '窗口的这一部分已停止工作。',
  Token: '令牌',
  'Typed in': '手动输入',
  Undo: '撤销',
  '{count, plural, one {# profile} other {# profiles}} changed': '{count, plural, other {# 个配置}}已变化',
  '{name}: {state}.': '{name}：{state}。',
  '{what} {now}': '{what}{now}',
} satisfies Phrases;
