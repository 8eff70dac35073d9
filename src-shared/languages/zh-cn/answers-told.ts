import type { Phrases } from '../translation.ts';

/** What is told of answers that no provider's own file reads, and of pastes that are no key of a provider here. */
export const answersTold: Phrases = {
  'The address could not be looked up; this machine may be offline': '无法解析该地址；本机可能处于离线状态',
  'Nobody listens at the address': '该地址没有程序监听',
  'The connection was cut': '连接被中断',
  'No answer came in time': '没有及时回应',
  'The certificate is not trusted; a proxy may look into the traffic: add its certificate to the system’s':
    '证书不受信任；可能有代理在查看流量：请将其证书添加到系统证书中',
  'This machine is offline': '本机处于离线状态',
  'The provider could not be reached': '无法连接提供商',
  'The certificate does not hold at the date and time of this machine; look whether its clock is right':
    '按本机的日期和时间，该证书无效；请检查时钟是否准确',
  'A proxy on the way asks for a login': '途中的代理要求登录',
  'This network asks for a login first': '此网络要求先登录',
  'A server on the way asks for a name and a password': '途中的服务器要求用户名和密码',
  'A bot check stands before the provider': '提供商前面有机器人验证',
  'The provider’s service is unavailable': '提供商的服务不可用',
  'The provider’s front server answered with an error page': '提供商的前端服务器返回了错误页面',
  'A web page answered instead of the provider: a login page, a proxy or a filter':
    '回应的是网页而不是提供商：可能是登录页面、代理或过滤器',
  'A filter or a login page of this network answered instead of the provider':
    '回应的是此网络的过滤器或登录页面，而不是提供商',
  'The provider refuses this country': '提供商拒绝此国家或地区',
  'The network before the provider refused the connection': '提供商前面的网络拒绝了连接',
  'The question was sent elsewhere and not followed': '请求被转到别处，未予跟随',
  'The question was sent elsewhere ({host}) and not followed': '请求被转到别处（{host}），未予跟随',
  'The window of this plan is used up': '此套餐的时段额度已用完',
  'Sign-in code': '登录代码',
  'There is no key in this text. Paste the key itself, as the provider shows it.':
    '此文本中没有密钥。请粘贴提供商所显示的密钥本身。',
  'This is the code of a sign-in in the browser, not a token. Paste it into the waiting claude setup-token, and then paste here what that prints: it begins with sk-ant-oat01-.':
    '这是浏览器登录用的代码，而不是令牌。请将它粘贴到正在等待的 claude setup-token，再把其输出粘贴到这里：以 sk-ant-oat01- 开头。',
  'This is part of a ChatGPT login; a copy of it ends within days. Link the login instead with login:codex.':
    '这是 ChatGPT 登录的一部分；其副本几天内就会失效。请改用 login:codex 关联该登录。',
  'Signed token (JWT)': '已签名的令牌（JWT）',
  'The token does not tell which provider takes it. Choose the provider, or give the base URL of the server.':
    '从令牌看不出它属于哪个提供商。请选择提供商，或填写服务器的基础 URL。',
  'Cursor API key': 'Cursor API 密钥',
  'Replicate token': 'Replicate 令牌',
  'ElevenLabs API key': 'ElevenLabs API 密钥',
  '1Password service account token': '1Password 服务账号令牌',
  'AWS access key id': 'AWS 访问密钥 ID',
  'Slack token': 'Slack 令牌',
  'npm token': 'npm 令牌',
  'GitHub token': 'GitHub 令牌',
  'OpenCode API key': 'OpenCode API 密钥',
  'Cline API key': 'Cline API 密钥',
  'Infisical token': 'Infisical 令牌',
  'Not a key': '不是密钥',
};
