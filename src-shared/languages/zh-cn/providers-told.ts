import type { Phrases } from '../translation.ts';

/** What providers answer, and what is to be said of the keys that come to them. */
export const providersTold: Phrases = {
  'Amazon Bedrock API key': 'Amazon Bedrock API 密钥',
  'short-term Amazon Bedrock API key': '短期 Amazon Bedrock API 密钥',
  'This short-term key works in {wanted} only and the profile says {asked}; nothing was sent; change the region.':
    '此短期密钥只能在 {wanted} 使用，而配置中写的是 {asked}；未发送任何内容；请更改区域。',
  'Amazon Bedrock is asked in one region and this credential names none; nothing was sent; set its region, for example {wanted}.':
    'Amazon Bedrock 只能在某个区域查询，而此凭据没有指定区域；未发送任何内容；请设置其区域，例如 {wanted}。',
  'Amazon does not know this key in this region; a key of another region looks the same':
    'Amazon 在此区域不认识该密钥；其他区域的密钥看起来也是如此',
  'An OAuth token was sent where only API keys are taken; this says nothing about the token':
    '向只接受 API 密钥之处发送了 OAuth 令牌；这不能说明该令牌的情况',
  'This token works in Claude Code only; nothing else may use it':
    '此令牌只能在 Claude Code 中使用；其他程序不得使用',
  'Anthropic does not know this key, or it was disabled': 'Anthropic 不认识该密钥，或它已被停用',
  'Anthropic API key': 'Anthropic API 密钥',
  'Anthropic admin key': 'Anthropic 管理密钥',
  'This is an admin key: it manages an organisation and cannot be used for requests to models.':
    '这是管理密钥：它用于管理组织，不能用于模型请求。',
  'Anthropic key': 'Anthropic 密钥',
  'This credential has no base URL, so nobody can be asked; it was kept as it is; add a base URL.':
    '此凭据没有基础 URL，因此无法查询；它保持原样；请添加基础 URL。',
  'The region of this credential is none of its provider’s, so nobody can be asked; it was kept as it is; add the base URL of its server.':
    '此凭据的区域不属于其提供商，因此无法查询；它保持原样；请添加其服务器的基础 URL。',
  'There is no secret to ask with; nothing was sent; add the secret or a reference to it.':
    '没有可用于查询的机密内容；未发送任何内容；请添加机密内容或其引用。',
  'Azure OpenAI key': 'Azure OpenAI 密钥',
  'This resource takes no keys at present: its administrator allows logins only':
    '此资源目前不接受密钥：其管理员只允许登录',
  'Not known to the resource at this address: the key or the endpoint is another one’s':
    '此地址的资源不认识它：密钥或端点属于别处',
  'There is no Azure OpenAI at this address; check the endpoint': '此地址没有 Azure OpenAI；请检查端点',
  '{why}; nothing was saved; give https://…, or http:// to this machine.':
    '{why}；未保存任何内容；请使用 https://…，或指向本机的 http://。',
  'This is not a web address': '这不是网址',
  'The address begins with {protocol} and a key is only sent over https':
    '该地址以 {protocol} 开头，而密钥只通过 https 发送',
  'A key sent over http to {hostname} could be read on the way':
    '通过 http 发送到 {hostname} 的密钥可能在途中被读取',
  'The address holds a user name or a password': '该地址含有用户名或密码',
  'The address ends with a query or a fragment': '该地址末尾带有查询或片段',
  'Reference to a variable': '对变量的引用',
  'Reference to a file': '对文件的引用',
  'Reference to a program': '对程序的引用',
  'Reference to 1Password': '对 1Password 的引用',
  'Login of another tool': '其他工具的登录',
  'Login of an agent gateway': '智能体网关的登录',
  'Cerebras API key': 'Cerebras API 密钥',
  'Cerebras saw no key; something on the way may have taken it out':
    'Cerebras 没有收到密钥；可能在途中被去掉',
  'Claude setup token': 'Claude setup 令牌',
  'Claude refresh token': 'Claude 刷新令牌',
  'This is a refresh token of a Claude Code login; a copy of it would sign Claude Code out. Link the login instead with login:claude-code, or paste the token that claude setup-token prints.':
    '这是 Claude Code 登录的刷新令牌；复制它会使 Claude Code 退出登录。请改用 login:claude-code 关联该登录，或粘贴 claude setup-token 输出的令牌。',
  'Claude web session': 'Claude 网页会话',
  'This is the session of a browser, not a key. Paste an API key from platform.claude.com, or the token that claude setup-token prints.':
    '这是浏览器的会话，而不是密钥。请粘贴来自 platform.claude.com 的 API 密钥，或 claude setup-token 输出的令牌。',
  'Read where {owner} keeps it, and not sent; only using it shows whether Anthropic still accepts it':
    '已在 {owner} 保存之处读取，没有发送；只有使用时才知道 Anthropic 是否仍接受它',
  'There is no token to ask about': '没有可供询问的令牌',
  'Claude Code did not answer within 5 seconds': 'Claude Code 在 5 秒内没有回应',
  'Claude Code is not installed here, so nobody can be asked about this login':
    '此处没有安装 Claude Code，因此无法询问此登录',
  'This does not have the form of a Claude setup token': '这不符合 Claude setup 令牌的形式',
  'This has {count} characters and a Claude setup token has 108: it is probably not the whole token':
    '它有 {count} 个字符，而 Claude setup 令牌有 108 个：可能不是完整的令牌',
  'Claude Code gave no status that can be read; a newer version may help':
    'Claude Code 没有给出可读取的状态；更新版本可能有帮助',
  'Claude Code is logged out; start claude and log in again':
    'Claude Code 已退出登录；请启动 claude 并重新登录',
  'Claude Code did not take this token': 'Claude Code 没有采用此令牌',
  'Claude Code uses another credential of this machine instead of this token':
    'Claude Code 使用的是本机的另一凭据，而不是此令牌',
  'Present in Claude Code; only using it shows whether Anthropic still accepts it':
    'Claude Code 中有它；只有使用时才知道 Anthropic 是否仍接受它',
  'terminal codes removed': '已去除终端控制码',
  'invisible characters removed': '已去除不可见字符',
  'control characters removed': '已去除控制字符',
  'curly quotes made straight': '已将弯引号改为直引号',
  'long dashes made hyphens': '已将长破折号改为连字符',
  'This paste has {count} KiB and no key is that long; nothing was saved; paste the key alone.':
    '粘贴的内容有 {count} KiB，没有这么长的密钥；未保存任何内容；请只粘贴密钥。',
  'wide characters made ordinary': '已将全角字符改为半角',
  'code marks removed': '已去除代码标记',
  'box border removed': '已去除边框',
  'prompt sign removed': '已去除提示符',
  '{count, plural, one {# line break} other {# line breaks}} removed':
    '{count, plural, other {已去除 # 个换行}}',
  '{count, plural, one {# space} other {# spaces}} removed': '{count, plural, other {已去除 # 个空格}}',
  '{wrapper} removed': '已去除 {wrapper}',
  'names in front removed': '已去除前面的变量名',
  'Cloudflare user token': 'Cloudflare 用户令牌',
  'Cloudflare account token': 'Cloudflare 账户令牌',
  'Cloudflare API token': 'Cloudflare API 令牌',
  'A token of an account is asked about at its account; add the account’s id':
    '账户的令牌需在其账户处查询；请添加账户 ID',
  'Cloudflare says that this token has ended': 'Cloudflare 表示该令牌已过期',
  'This token is switched off at Cloudflare': '该令牌在 Cloudflare 已被停用',
  'This token is good only from {day} on': '该令牌自 {day} 起才有效',
  'Cohere API key': 'Cohere API 密钥',
  'DeepSeek API key': 'DeepSeek API 密钥',
  'The balance of the DeepSeek account is used up': 'DeepSeek 账户的余额已用完',
  'Fireworks API key': 'Fireworks API 密钥',
  'The account is suspended: a payment failed': '账户已被暂停：付款失败',
  'The account is suspended: its credit is used up': '账户已被暂停：额度已用完',
  'The account is suspended: the month’s limit of spending is reached': '账户已被暂停：已达当月支出上限',
  'Fireworks has suspended the account for a breach of its rules': 'Fireworks 因违反规则暂停了该账户',
  'The provider behind the gateway refused the gateway’s own key; this says nothing about this one':
    '网关之后的提供商拒绝了网关自己的密钥；这不能说明此密钥的情况',
  'GitHub login token': 'GitHub 登录令牌',
  'GitHub app token': 'GitHub 应用令牌',
  'GitHub fine-grained token': 'GitHub 细粒度令牌',
  'classic GitHub token': '经典 GitHub 令牌',
  'This is a classic GitHub token, which Copilot refuses; make a fine-grained one with the permission “Copilot Requests”.':
    '这是经典 GitHub 令牌，Copilot 会拒绝；请创建带有“Copilot Requests”权限的细粒度令牌。',
  'Google no longer takes this kind of key; make a new one in AI Studio':
    'Google 已不再接受这种密钥；请在 AI Studio 创建新的',
  'This service of Google takes no API keys; this says nothing about the key':
    'Google 的此服务不接受 API 密钥；这不能说明该密钥的情况',
  'give the whole file again': '请重新提供整个文件',
  'only using it shows whether Google still accepts it': '只有使用时才知道 Google 是否仍接受它',
  'service account key': '服务账号密钥',
  'login of gcloud': 'gcloud 登录',
  'federated identity': '联合身份',
  'federated login': '联合登录',
  'impersonated service account': '模拟的服务账号',
  'There is no credential to look at': '没有可查看的凭据',
  'An access token, which lives about an hour; {what}': '访问令牌，有效期约一小时；{what}',
  'This is an API key for Gemini; add it as one of Google':
    '这是 Gemini 的 API 密钥；请将其添加为 Google 的密钥',
  'This is the place of a file and not what it holds; link the file with file: in front':
    '这是文件的位置，而不是其内容；请在前面加上 file: 来关联该文件',
  'This is not the JSON of a credentials file, or not all of it; {remedy}':
    '这不是凭据文件的 JSON，或不完整；{remedy}',
  'This names a program to Google and is no credential; give the file that a login or a service account made':
    '它向 Google 指明一个程序，并不是凭据；请提供登录或服务账号生成的文件',
  'This JSON is not one of Google’s credentials files': '此 JSON 不是 Google 的凭据文件',
  'The file of this {which} lacks {missing}; {remedy}': '此{which}的文件缺少 {missing}；{remedy}',
  'The private key in this file cannot be read, so part of it is missing; {remedy}':
    '此文件中的私钥无法读取，可见其不完整；{remedy}',
  'A {which}, whole; {what}': '{which}，完整；{what}',
  'Google access token': 'Google 访问令牌',
  'Google refuses the time of this machine’s clock; set it right': 'Google 不接受本机的时间；请校准时钟',
  'Google asks to log in again: run gcloud auth application-default login':
    'Google 要求重新登录：请运行 gcloud auth application-default login',
  'Google API key': 'Google API 密钥',
  'Google retired keys that begin with AIza in September 2026; some may still work. Make a new one in AI Studio.':
    'Google 已于 2026 年 9 月停用以 AIza 开头的密钥；有些可能仍可使用。请在 AI Studio 创建新的。',
  'Google does not know this key; keys beginning with AIza were retired in September 2026, so a new one may be needed':
    'Google 不认识该密钥；以 AIza 开头的密钥已于 2026 年 9 月停用，可能需要新的密钥',
  'Groq API key': 'Groq API 密钥',
  'Groq refuses this network, often a VPN’s; this says nothing about the key':
    'Groq 拒绝了此网络（常见于 VPN）；这不能说明该密钥的情况',
  'Hugging Face token': 'Hugging Face 令牌',
  'Hugging Face organisation token': 'Hugging Face 组织令牌',
  'Hugging Face login token': 'Hugging Face 登录令牌',
  'This begins like {which} but does not have the form of one; it may be cut off.':
    '它的开头像{which}，但形式不符；可能不完整。',
  'This has {count} characters and {which} has {length}: it looks cut at the terminal’s width. Widen the window and print it again, or copy it in two parts.':
    '它有 {count} 个字符，而{which}有 {length} 个：看起来在终端宽度处被截断。请加宽窗口后重新输出，或分两部分复制。',
  'This has {count} characters and {which} has {length}: the end is missing.':
    '它有 {count} 个字符，而{which}有 {length} 个：缺少结尾。',
  'This has {count} characters and {which} has {length}: something else was copied with it.':
    '它有 {count} 个字符，而{which}有 {length} 个：一并复制了其他内容。',
  'This has the right length for {which} but not its form. Copy it again.':
    '它的长度与{which}相同，但形式不符。请重新复制。',
  'This has the right length for {which} but not its form. Such a key ends with {ending}. Copy it again.':
    '它的长度与{which}相同，但形式不符。这种密钥以 {ending} 结尾。请重新复制。',
  'for {name}': '用于 {name}',
  '{name}, which is for {provider}': '{name}（用于 {provider}）',
  'This was given as {what}, but it is {which}.': '它被作为{what}提供，但实际上是{which}。',
  'It is kept under {name}.': '它将保存在 {name} 之下。',
  'This is {which}, which Keywatch cannot check: no provider here takes it.':
    '这是{which}，Keywatch 无法检查：没有相应的提供商。',
  'This is {which}. Keywatch has no file for that service: add it as a custom server with its base URL.':
    '这是{which}。Keywatch 没有该服务的专门支持：请用其基础 URL 将它添加为自定义服务器。',
  'Keys of {name} begin with {begins}; this one does not.': '{name} 的密钥以 {begins} 开头；而此密钥不是。',
  'Kimi Code key': 'Kimi Code 密钥',
  'Kimi answers coding programs it knows only; this says nothing about the key':
    'Kimi 只回应它所认识的编程程序；这不能说明该密钥的情况',
  'This is the master key of a LiteLLM server: it makes and deletes all of its other keys. Keep it on the server and use a key of its own here.':
    '这是 LiteLLM 服务器的主密钥：它能创建和删除其他所有密钥。请将它留在服务器上，此处使用单独的密钥。',
  'LiteLLM key': 'LiteLLM 密钥',
  'The proxy keeps no record of this key; it may be its master key': '代理没有此密钥的记录；它可能是主密钥',
  'The proxy has blocked this key': '代理已停用此密钥',
  'The proxy says that this key has ended': '代理表示此密钥已过期',
  'The budget set for this key is used up': '为此密钥设定的预算已用完',
  'LM Studio token': 'LM Studio 令牌',
  'LM Studio’s server is not running at this address; start it with lms server start':
    'LM Studio 的服务器没有在此地址运行；请用 lms server start 启动它',
  'MiniMax API key': 'MiniMax API 密钥',
  'MiniMax subscription key': 'MiniMax 订阅密钥',
  'This key draws on a MiniMax subscription. Its units are apart from the balance that keys beginning with sk-api- pay from.':
    '此密钥使用 MiniMax 订阅的额度。其额度与以 sk-api- 开头的密钥所用的余额是分开的。',
  'MiniMax API key of the older form': '旧式 MiniMax API 密钥',
  'MiniMax does not take this kind of key at this address; this says nothing about the key':
    'MiniMax 在此地址不接受这种密钥；这不能说明该密钥的情况',
  '{text}; keys of the international platform (minimax.io) and the Chinese one (minimaxi.com) are different':
    '{text}；国际平台（minimax.io）和国内平台（minimaxi.com）的密钥不通用',
  'Mistral API key': 'Mistral API 密钥',
  'Moonshot API key': 'Moonshot API 密钥',
  'Moonshot does not know this key here; keys of the international platform (.ai) and the Chinese one (.cn) are different':
    'Moonshot 在此处不认识该密钥；国际平台（.ai）和国内平台（.cn）的密钥不通用',
  'The balance of this account is used up': '此账户的余额已用完',
  'Shortened key': '缩略的密钥',
  'This is a key as it is shown, shortened. Paste the whole key.': '这是密钥的缩略显示。请粘贴完整的密钥。',
  'Paste the key alone, in one line.': '请只粘贴密钥，放在一行内。',
  'What follows this key may belong to it, so it may not be whole. {remedy}':
    '此密钥之后的内容可能属于它，因此它可能不完整。{remedy}',
  'The quote in front of this key is never closed, so its end may be missing. {remedy}':
    '此密钥之前的引号没有闭合，因此可能缺少结尾。{remedy}',
  'This may be one key in several parts, or several keys. {remedy}':
    '这可能是分成几段的一个密钥，也可能是几个密钥。{remedy}',
  'The checksum inside does not fit: a letter may be wrong.': '其中的校验和不符：可能有字符输错。',
  'Key of an unknown provider': '未知提供商的密钥',
  'The form does not tell whose key this is. Choose the provider, or give the base URL of the server.':
    '从形式无法看出此密钥属于谁。请选择提供商，或填写服务器的基础 URL。',
  'NVIDIA API key': 'NVIDIA API 密钥',
  'NVIDIA shows its models to everyone, so this says nothing about the key':
    'NVIDIA 向所有人公开其模型列表，因此这不能说明该密钥的情况',
  'The account of this key may not use this model': '此密钥的账户不能使用该模型',
  'Ollama is not running at this address; start it with ollama serve':
    'Ollama 没有在此地址运行；请用 ollama serve 启动它',
  'Something answers at this address, but it is not Ollama': '此地址有程序回应，但不是 Ollama',
  'ChatGPT login token': 'ChatGPT 登录令牌',
  'There is no login to look at; run codex login': '没有可查看的登录；请运行 codex login',
  'Codex uses an API key here instead of a login; add that key as one of OpenAI':
    'Codex 在此处使用 API 密钥，而不是登录；请将该密钥添加为 OpenAI 的密钥',
  'This does not have the form of a ChatGPT login': '这不符合 ChatGPT 登录的形式',
  'This token was not made by OpenAI, so it is no login of Codex':
    '此令牌不是由 OpenAI 创建的，因此不是 Codex 的登录',
  'Read here, not sent: only using it shows whether OpenAI still accepts it':
    '只在此处读取，没有发送：只有使用时才知道 OpenAI 是否仍接受它',
  'Its time is over; Codex renews it when it is used next': '它已到期；Codex 下次使用时会续期',
  'The time that stands in this token is over': '此令牌中所写的时间已过',
  'OpenAI project key': 'OpenAI 项目密钥',
  'OpenAI service account key': 'OpenAI 服务账号密钥',
  'OpenAI service key': 'OpenAI 服务密钥',
  'OpenAI admin key': 'OpenAI 管理密钥',
  'OpenAI API key': 'OpenAI API 密钥',
  'OpenRouter API key': 'OpenRouter API 密钥',
  'OpenRouter shows its models to everyone, so this says nothing about the key':
    'OpenRouter 向所有人公开其模型列表，因此这不能说明该密钥的情况',
  'The limit set for this key is used up': '为此密钥设定的限额已用完',
  'Google login file': 'Google 登录文件',
  'This is a login of gcloud, which renews it. Leave the file where it is and refer to it: file:, then its path.':
    '这是 gcloud 的登录，由其自行续期。请将文件留在原处并引用它：file: 加上其路径。',
  'Google service account': 'Google 服务账号',
  'This was given for {name}, but it is the key file of a Google service account. It is kept under {other}.':
    '它被作为 {name} 的凭据提供，但它是 Google 服务账号的密钥文件。它将保存在 {other} 之下。',
  'This is {name}’s login file. A copy would sign {name} out, so the login of this machine is linked instead and stays with {name}.':
    '这是 {name} 的登录文件。复制会使 {name} 退出登录，因此改为关联本机的登录，登录仍归 {name} 所有。',
  'Perplexity does not take this key: it is wrong or deleted, or the account is out of credits':
    'Perplexity 不接受此密钥：它有误或已删除，或账户没有额度',
  'Perplexity API key': 'Perplexity API 密钥',
  'Perplexity’s router is closed to this account; this says nothing about the key':
    'Perplexity 的路由对此账户关闭；这不能说明该密钥的情况',
  'Qwen Coding Plan key': 'Qwen Coding Plan 密钥',
  'DashScope API key': 'DashScope API 密钥',
  'A Coding Plan key is taken at the plan’s own address only; nothing was sent; add its base URL, https://coding-intl.dashscope.aliyuncs.com/v1 outside China.':
    'Coding Plan 密钥只在该套餐自己的地址有效；未发送任何内容；请添加其基础 URL，在中国境外为 https://coding-intl.dashscope.aliyuncs.com/v1。',
  'Not taken here: a Coding Plan key works at the plan’s own address only, others do not work there; or the plan has ended':
    '在此处不被接受：Coding Plan 密钥只在该套餐自己的地址有效，其他密钥在那里无效；或套餐已到期',
  'Not known here; keys of the Chinese, the international and the American region are different':
    '在此处不被认识；国内、国际和美国区域的密钥不通用',
  'Together API key': 'Together API 密钥',
  'older Together API key': '旧式 Together API 密钥',
  'Venice API key': 'Venice API 密钥',
  'Venice admin key': 'Venice 管理密钥',
  'This is an admin key: it makes and deletes the other keys of the account. A key for inference is enough for requests to models.':
    '这是管理密钥：它能创建和删除账户的其他密钥。模型请求使用推理密钥即可。',
  'The Venice account has neither dollars nor DIEM left': 'Venice 账户已没有美元和 DIEM 余额',
  'Venice does not let this key use models': 'Venice 不允许此密钥使用模型',
  'Vercel AI Gateway key': 'Vercel AI Gateway 密钥',
  'The team’s credit is used up': '团队的额度已用完',
  'xAI API key': 'xAI API 密钥',
  'This key was disabled in the xAI console': '此密钥已在 xAI 控制台中停用',
  'xAI has blocked this key': 'xAI 已封禁此密钥',
  'xAI has blocked the team of this key, often because of billing':
    'xAI 已封禁此密钥所属的团队，常因账单问题',
  'Z.ai API key': 'Z.ai API 密钥',
  '{text}; keys of z.ai and bigmodel.cn are different': '{text}；z.ai 和 bigmodel.cn 的密钥不通用',
  'Z.ai did not take the key': 'Z.ai 没有接受该密钥',
  'There is no provider of that name; nothing was read; leave it out, or choose one that Keywatch knows.':
    '没有该名称的提供商；未读取任何内容；请不指定，或选择 Keywatch 所认识的提供商。',
};
