import type { Phrases } from '../translation.ts';

/** What an error means that somebody saw somewhere else. */
export const explain = {
  'Explain an error': '解释错误',
  'Read here, kept nowhere': '仅在此读取，不作保存',
  Close: '关闭',
  'The error': '错误',
  'Paste it as you saw it: a log line, what curl printed, what a program threw':
    '原样粘贴您看到的内容：日志、curl 的输出或程序抛出的错误',
  'The text does not tell. Choose it, and what only holds there is read too.':
    '从文本看不出。请选择提供商，以便按其规则解读。',
  'Came from': '来自',
  'As the text shows: {provider}': '按文本所示：{provider}',
  'As the text shows': '按文本所示',
  'Keys page': '密钥页面',
  Means: '含义',
  'The key': '密钥',
  'Is blamed.': '与密钥有关。',
  'Is not blamed.': '与密钥无关。',
  Do: '建议',
  Again: '重试',
  'In {span}, {moment}': '{span}后，{moment}',
  'An error from {who}.': '来自{who}的错误。',
  '{status} from {who}.': '{who} 返回 {status}。',
  'a provider that the text does not name': '文本未指明的提供商',
  'The key counts as healthy.': '密钥视为正常。',
  'The key stays healthy and is marked limited; where it came from real work, another key serves.':
    '密钥仍为正常并标记为受限；若出自实际使用，则改由其他密钥提供服务。',
  'The key stays healthy.': '密钥仍为正常。',
  'The key rests for a minute, and for 5, 25, then 60 while it goes on.':
    '密钥冷却 1 分钟；若持续，则依次为 5、25、60 分钟。',
  'The key rests for 5 hours, and for twice as long each time it goes on, up to 24.':
    '密钥冷却 5 小时；若持续，每次加倍，最长 24 小时。',
  'Nothing changes at the first such answer; a second one a minute later takes the key out of use.':
    '首次出现时不作改变；一分钟后若再次出现，则停用该密钥。',
  'The key stays as it was; its provider is asked less often for a while.':
    '密钥保持原状；一段时间内减少对其提供商的检查。',
  'The key stays as it was.': '密钥保持原状。',
  'The key rests until the stated time.': '密钥冷却至所示时间。',
} satisfies Phrases;
