import type { Phrases } from '../translation.ts';

/** What hinders notices on their way. */
export const noticesTold: Phrases = {
  'No way to tell is set, so no notice was sent; set one with keywatch notify desktop, command, webhook or ntfy.':
    '没有设置提醒的发送方式，因此没有发送；请用 keywatch notify desktop、command、webhook 或 ntfy 设置一种。',
  '{program} could not be started': '无法启动 {program}',
  '{program} ended with {code}': '{program} 以 {code} 结束',
  '{why}; the notice is told again later; see to that program, or choose another way with keywatch notify':
    '{why}；稍后会再次发送该提醒；请检查该程序，或用 keywatch notify 选择其他方式',
  '{host} did not take the notice: {why}; it is told again later; see to that server, or choose another way with keywatch notify':
    '{host} 未接受提醒：{why}；稍后会再次发送；请检查该服务器，或用 keywatch notify 选择其他方式',
  'it answered {status}': '它返回 {status}',
  'there is no host of that name': '没有此名称的主机',
  'nothing listens there': '该处没有程序监听',
  'it broke the connection off': '对方断开了连接',
  'it did not answer within {seconds} s': '它在 {seconds} 秒内没有回应',
  'its certificate is not one this machine trusts': '本机不信任其证书',
  'this machine is offline': '本机处于离线状态',
  'nobody answered': '没有回应',
  'The time to be silent until is over already; nothing was changed; give one that lies ahead.':
    '静默的截止时间已过；未作任何更改；请指定将来的时间。',
  'There is no such notice any more; what it was about has ended or changed; list the notices again.':
    '此提醒已不存在；相关情况已结束或改变；请重新列出提醒。',
  'A notice could not be shown.': '无法显示提醒。',
  'Nobody told whether there is a newer Keywatch ({reason}); this one works on; try again later.':
    '无法得知是否有新版本的 Keywatch（{reason}）；当前版本继续运行；请稍后再试。',
  '{why}; notices go out as before; {what}': '{why}；提醒照旧发送；{what}',
  'The authorization is kept in clear in the settings, so it is never typed there':
    '授权信息会以明文保存在设置中，因此不在此输入',
  'put it into a file of yours and say file:/path, or env:NAME':
    '请将其放入您自己的文件，并填写 file:/path 或 env:NAME',
  'The address of the webhook is no web address': 'Webhook 地址不是有效的网址',
  'write it like https://host/path': '请写成 https://主机/路径 的形式',
  'A notice sent without encryption could be read on the way': '未加密发送的提醒可能在途中被读取',
  'give https://…, or http:// to this machine': '请使用 https://…，或指向本机的 http://',
  'The address of the webhook holds a user name or a password': 'Webhook 地址含有用户名或密码',
  'give them with --authorization': '请用 --authorization 提供',
  'The address of the webhook ends with a query or a fragment, which often is a secret':
    'Webhook 地址末尾带有查询或片段，那里常含机密内容',
  'put the whole address into a file of yours and give file:/path in its place':
    '请将整个地址放入您自己的文件，并改为填写 file:/path',
  'The address names no topic of ntfy': '该地址没有指定 ntfy 主题',
  'write it like https://ntfy.your.host/keywatch': '请写成 https://ntfy.your.host/keywatch 的形式',
  'A topic of ntfy.sh without authorization is open to everybody': '没有授权的 ntfy.sh 主题对所有人公开',
  'name a server of your own, or a topic reserved for you and --authorization':
    '请使用您自己的服务器，或为您保留的主题并加上 --authorization',
  'There is something of the form of a key in it, and it would be kept in clear':
    '其中有形似密钥的内容，会以明文保存',
  'put the key into a file of yours that the program or --authorization file:/path reads':
    '请将密钥放入您自己的文件，由该程序或 --authorization file:/path 读取',
  'The program is not named by its absolute path': '没有用绝对路径指定程序',
  'write it like /usr/local/bin/tell-me': '请写成 /usr/local/bin/tell-me 的形式',
  'The program or an argument holds a NUL': '程序或参数中含有 NUL 字符',
  'leave it out': '请去掉它',
};
