import type { Phrases } from '../translation.ts';

/** What a question to each provider proves, what it cannot prove, and what it costs. */
export const proofsTold: Phrases = {
  'Amazon Bedrock accepts the key in this region.': 'Amazon Bedrock 在此区域接受该密钥。',
  'That the account may use a certain model there.': '该账户能否在那里使用某个模型。',
  'Free: it lists models and uses no tokens.': '免费：只列出模型，不消耗 token。',
  'Anthropic accepts the key.': 'Anthropic 接受该密钥。',
  'That there is credit left: listing models works without.': '是否还有额度：没有额度也能列出模型。',
  'Free: it lists one model and uses no tokens.': '免费：只列出一个模型，不消耗 token。',
  'The Azure resource at this address accepts the key.': '此地址的 Azure 资源接受该密钥。',
  'That a deployment exists there, or that it has quota left.': '那里是否有部署，或是否还有配额。',
  'Cerebras accepts the key.': 'Cerebras 接受该密钥。',
  'That the day’s tokens or the credit are not used up.': '当天的 token 或额度是否已用完。',
  'Claude Code on this machine has this login.': '本机的 Claude Code 有此登录。',
  'That Anthropic still accepts it: Keywatch never sends such a token over the network.':
    'Anthropic 是否仍接受它：Keywatch 从不通过网络发送这类令牌。',
  'Free: your own claude is asked for its status; nothing is sent.':
    '免费：只向您自己的 claude 询问状态，不发送任何内容。',
  'Cloudflare knows the token and it is active.': 'Cloudflare 认识该令牌，且它处于启用状态。',
  'That the token may use the AI Gateway, or that the providers behind it answer.':
    '该令牌能否使用 AI Gateway，或其后的提供商是否回应。',
  'Free: it asks about the token itself.': '免费：只查询令牌本身。',
  'Cohere says that the key is valid.': 'Cohere 表示该密钥有效。',
  'That the calls of a trial key, or the budget of the account, are not used up.':
    '试用密钥的调用次数或账户预算是否已用完。',
  'Free: it has Cohere check the key, at most once a day, as it may count among the 1,000 calls a month of a trial key.':
    '免费：由 Cohere 检查密钥，每天最多一次，因为这可能计入试用密钥每月 1,000 次的调用。',
  'The server answers and did not refuse the key.': '服务器有回应，且没有拒绝该密钥。',
  'That the key is checked at all: some servers show their models to everyone.':
    '是否真的检查了密钥：有些服务器向所有人公开其模型列表。',
  'DeepSeek accepts the key, and its account has balance left.': 'DeepSeek 接受该密钥，且其账户还有余额。',
  'That the balance is enough for a certain request.': '余额是否足够完成某个请求。',
  'Free: it asks for the balance and uses no tokens.': '免费：只查询余额，不消耗 token。',
  'Fireworks accepts the key, and its account is not suspended.':
    'Fireworks 接受该密钥，且其账户没有被暂停。',
  'How much credit is left, or that the key may use a certain model.':
    '还有多少额度，或该密钥能否使用某个模型。',
  'Free: it asks which accounts the key belongs to.': '免费：只查询密钥属于哪些账户。',
  'GitHub accepts the token.': 'GitHub 接受该令牌。',
  'That its account has Copilot, or requests left in it: only Copilot’s own programs may ask that.':
    '其账户是否有 Copilot，或是否还有剩余请求：只有 Copilot 自己的程序才能查询。',
  'Free: it asks whose the token is.': '免费：只查询令牌属于谁。',
  'The credential is whole and says whose it is.': '该凭据完整，并写明属于谁。',
  'That Google still accepts it: Keywatch reads it here and trades it for no token.':
    'Google 是否仍接受它：Keywatch 只在此处读取，不用它换取令牌。',
  'Free: nothing is sent.': '免费：不发送任何内容。',
  'Google accepts the key for the Gemini API.': 'Google 接受该密钥用于 Gemini API。',
  'That generating is allowed: listing models may work while it is blocked.':
    '是否允许生成：即使被禁止，也可能列出模型。',
  'Groq accepts the key, and its organisation is not restricted.': 'Groq 接受该密钥，且其组织没有受到限制。',
  'That the limits of today are not used up, or that the key may use a certain model.':
    '当天的限额是否已用完，或该密钥能否使用某个模型。',
  'Hugging Face accepts the token, and says whose it is and what it may.':
    'Hugging Face 接受该令牌，并说明它属于谁、有哪些权限。',
  'That it may call Inference Providers, or that there are credits left for that.':
    '它能否调用 Inference Providers，或是否还有相应额度。',
  'Kimi accepts the key, and the windows of its plan are not used up.':
    'Kimi 接受该密钥，且其套餐的时段额度没有用完。',
  'That a program may use it: Kimi takes such keys from coding programs it knows only.':
    '某个程序能否使用它：Kimi 只接受它所认识的编程程序使用这类密钥。',
  'Free: it asks how much of the plan is used.': '免费：只查询套餐已用多少。',
  'The proxy accepts the key, and the key’s own budget is not used up.':
    '代理接受该密钥，且密钥自身的预算没有用完。',
  'That the providers behind the proxy answer, or that the team has budget left.':
    '代理之后的提供商是否回应，或团队是否还有预算。',
  'Free: it asks about the key itself.': '免费：只查询密钥本身。',
  'The server runs and did not refuse the token.': '服务器正在运行，且没有拒绝该令牌。',
  'That a token is checked at all: by default the server takes any.':
    '是否真的检查了令牌：服务器默认接受任何令牌。',
  'Free: it lists models, loads none and uses no tokens.': '免费：只列出模型，不加载模型，也不消耗 token。',
  'MiniMax accepts the key; for a subscription key also that its windows are not used up.':
    'MiniMax 接受该密钥；对订阅密钥，还说明其时段额度没有用完。',
  'That there is balance left on a key that pays as it goes.': '按量付费的密钥是否还有余额。',
  'Free: it asks what is left of the plan, or lists models.': '免费：只查询套餐的剩余额度，或列出模型。',
  'Mistral accepts the key.': 'Mistral 接受该密钥。',
  'That the plan has anything left, or when the key ends: Mistral calls a key that has ended simply wrong.':
    '套餐是否还有额度，或密钥何时到期：Mistral 只会说已到期的密钥有误。',
  'Moonshot accepts the key and the account has a balance.': 'Moonshot 接受该密钥，且账户有余额。',
  'That a certain model may be used, or that the limits of the account’s tier suffice.':
    '能否使用某个模型，或账户等级的限额是否足够。',
  'Free: it asks for the balance.': '免费：只查询余额。',
  'NVIDIA knows the key and whose it is.': 'NVIDIA 认识该密钥，并知道它属于谁。',
  'That there are credits left, or that the account may use a certain model.':
    '是否还有额度，或该账户能否使用某个模型。',
  'Free: it asks whose key it is.': '免费：只查询密钥属于谁。',
  'The server on this machine runs; or the cloud knows whose key it is.':
    '本机的服务器正在运行；或云端知道密钥属于谁。',
  'That a model is there, or that the cloud plan has use left.':
    '某个模型是否在那里，或云端套餐是否还有用量。',
  'Free: it asks for the version, or whose key it is, and uses no tokens.':
    '免费：只查询版本或密钥属于谁，不消耗 token。',
  'There is a login, and by its own word its time is not over.': '有登录，且按其自身所写尚未到期。',
  'That OpenAI still accepts it: Keywatch reads the token here and never sends it.':
    'OpenAI 是否仍接受它：Keywatch 只在此处读取令牌，从不发送。',
  'OpenAI accepts the key.': 'OpenAI 接受该密钥。',
  'That there is credit left, or that the key may use a certain model.':
    '是否还有额度，或该密钥能否使用某个模型。',
  'OpenRouter accepts the key and its own limit is not used up.':
    'OpenRouter 接受该密钥，且其自身的限额没有用完。',
  'That the account has credit, which only a management key may ask.':
    '账户是否有额度，只有管理密钥才能查询。',
  'Perplexity did not refuse the key when it was asked for its models.':
    '查询模型时，Perplexity 没有拒绝该密钥。',
  'That the key is good for requests: Perplexity does not promise that it checks keys here, and answers alike to a wrong key and to an account without credits.':
    '该密钥能否用于请求：Perplexity 不保证在此处检查密钥，对错误的密钥和没有额度的账户给出同样的回应。',
  'Alibaba Cloud Model Studio answered and did not refuse the key.':
    '阿里云 Model Studio 有回应，且没有拒绝该密钥。',
  'That the key is checked by every region’s list of models, or that the account is paid up.':
    '每个区域的模型列表是否都检查密钥，或账户是否已付费。',
  'Together accepts the key.': 'Together 接受该密钥。',
  'That there is credit left below the limit of spending.': '在支出上限之内是否还有额度。',
  'Venice accepts the key and lets it use models.': 'Venice 接受该密钥，并允许它使用模型。',
  'That a limit of spending set for this key alone is not reached.': '单独为此密钥设定的支出上限是否已达到。',
  'Free: it asks about the key’s own limits.': '免费：只查询密钥自身的限额。',
  'The gateway accepts the key, and the team has credit.': '网关接受该密钥，且团队有额度。',
  'That the key’s own budget is not used up. It ends when the person who made it leaves the team.':
    '密钥自身的预算是否已用完。创建者离开团队时，它就会失效。',
  'Free: it asks for the team’s credit.': '免费：只查询团队的额度。',
  'xAI knows the key, and neither it nor its team is blocked or disabled.':
    'xAI 认识该密钥，它和它的团队都没有被封禁或停用。',
  'That there is credit left, which only a management key may ask.': '是否还有额度，只有管理密钥才能查询。',
  'Z.ai accepts the key, and the windows of its plan are not used up.':
    'Z.ai 接受该密钥，且其套餐的时段额度没有用完。',
  'That there is balance left on a key without a plan. Z.ai does not document this question.':
    '没有套餐的密钥是否还有余额。Z.ai 没有公开说明此查询。',
};
