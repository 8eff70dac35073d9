import type { Phrases } from '../translation.ts';

/** What is noted of credentials that lie elsewhere. */
export const discoverTold: Phrases = {
  'A pair of AWS keys signs requests; Keywatch asks Bedrock by its own API keys and takes no pair.':
    '一对 AWS 密钥用于对请求签名；Keywatch 使用 Bedrock 自己的 API 密钥查询，不接受密钥对。',
  'A login of aws sso login, which renews it.': 'aws sso login 的登录，由其自行续期。',
  'A link reads the login that CLAUDE_CONFIG_DIR names where Keywatch runs.':
    '关联读取的是 Keywatch 运行环境中 CLAUDE_CONFIG_DIR 所指的登录。',
  'Not opened, so whether a login is there is not known.': '未打开，因此不知道其中是否有登录。',
  'A link reads the login that CODEX_HOME names where Keywatch runs.':
    '关联读取的是 Keywatch 运行环境中 CODEX_HOME 所指的登录。',
  'Not opened. Codex keeps its login in the system’s keyring, as its config.toml says.':
    '未打开。根据其 config.toml，Codex 将登录保存在系统密钥环中。',
  'it has {count} dotenv files and {left} of them were not looked at':
    '它有 {count} 个 dotenv 文件，其中 {left} 个未查看',
  'there is nothing': '没有内容',
  'it has {count} agents': '它有 {count} 个智能体',
  'Not opened. What seals it can be worked out by any program of yours, so count it as plaintext.':
    '未打开。您的任何程序都能推算出其加密方式，因此应视为明文。',
  'A login of Gemini CLI, for its own use. Google has ended it for consumer accounts; Keywatch watches API keys.':
    'Gemini CLI 自用的登录。Google 已对个人账户停用此方式；Keywatch 监测的是 API 密钥。',
  'it is none of Google’s credentials files': '它不是 Google 的凭据文件',
  'A login of gcloud, which renews it.': 'gcloud 的登录，由其自行续期。',
  'it is no file': '它不是文件',
  'it is larger than 1 MB': '它大于 1 MB',
  'it could not be looked at ({code})': '无法查看（{code}）',
  '{left} files beyond {mostFiles} were not opened': '超出 {mostFiles} 个的 {left} 个文件未打开',
  '{count} finds beyond {mostFound} are not told': '超出 {mostFound} 项的 {count} 项发现未列出',
  'what was typed': '（输入的内容）',
  'Nothing was found under {which}; nothing was changed; keywatch auth discover lists what is there.':
    '未找到 {which}；未作任何更改；可用 keywatch auth discover 列出现有内容。',
  '{which} could be {names}; nothing was changed; type more of the one you mean.':
    '{which} 可能是 {names}；未作任何更改；请输入得更完整一些。',
  'Not opened: the database of another program. Cursor keeps its login there in clear.':
    '未打开：这是其他程序的数据库。Cursor 将登录以明文保存在其中。',
  'A leftover: Qwen ended these logins in April 2026. Delete the file.':
    '遗留文件：Qwen 已于 2026 年 4 月停用这类登录。请删除该文件。',
  'RestFlow gives no secret out{why}.': 'RestFlow 不交出机密内容{why}。',
  '; it does not use this one ({why})': '；它未使用此项（{why}）',
  'it is no JSON object': '它不是 JSON 对象',
};
