import type { Phrases } from '../translation.ts';

/** What is told of the relay and of who may use it. */
export const relayTold: Phrases = {
  'The relay is open at {url} already; it stays there; keywatch relay stop closes it.':
    '中继已在 {url} 打开；它保持不变；keywatch relay stop 可关闭它。',
  'This Keywatch cannot open a relay; nothing was started; start one by keywatch serve.':
    '此 Keywatch 无法打开中继；未启动任何内容；请用 keywatch serve 启动。',
  'Port {port} is another program’s; the relay was not opened; choose another port (--port).':
    '端口 {port} 已被其他程序占用；中继未打开；请选择其他端口（--port）。',
  'The relay could not be opened on port {port}; nothing was started; try another port.':
    '无法在端口 {port} 打开中继；未启动任何内容；请换一个端口。',
  'There is an access token {name} already; nothing was changed; revoke it, or take another name.':
    '已有名为 {name} 的访问令牌；未作任何更改；请吊销它，或换一个名称。',
  'That moment is over; no access token was made; name one that lies ahead.':
    '该时间已过；未创建访问令牌；请指定将来的时间。',
  'There is no access token {name}; nothing was changed; keywatch relay token list shows them.':
    '没有名为 {name} 的访问令牌；未作任何更改；keywatch relay token list 可列出它们。',
  'There is no provider {name}; no access token was made; keywatch auth add --help lists them.':
    '没有名为 {name} 的提供商；未创建访问令牌；keywatch auth add --help 可列出它们。',
  'This key holds characters that no request can carry; nothing was sent; store it anew.':
    '此密钥含有请求无法携带的字符；未发送任何内容；请重新保存它。',
};
