import type { Phrases } from '../translation.ts';

/** What is told of the stores that secrets are read from. */
export const storesTold: Phrases = {
  'Reference to a secret store': '对机密存储的引用',
  'A secret in a store is for a profile alone; nothing was read; refer to something else here.':
    '存储中的机密内容仅供配置使用；未读取任何内容；此处请引用其他来源。',
  '{what}; the profile was kept; {remedy}.': '{what}；配置已保留；{remedy}。',
  'install the AWS command line': '请安装 AWS 命令行',
  'run aws sso login or aws configure, with the region, and try again':
    '请运行 aws sso login 或 aws configure 并设置区域，然后重试',
  'install bws, the command line of Bitwarden Secrets Manager':
    '请安装 Bitwarden Secrets Manager 的命令行 bws',
  'set BWS_ACCESS_TOKEN where Keywatch runs to a token of a machine account that is in force':
    '请在 Keywatch 运行处将 BWS_ACCESS_TOKEN 设为有效的机器账户令牌',
  'run {program} by hand to see why': '请手动运行 {program} 查看原因',
  '{program}, which asks {name}, is not installed where Keywatch runs':
    'Keywatch 运行处未安装用于查询 {name} 的 {program}',
  '{program} here is too old to be asked, or another program of that name':
    '此处的 {program} 版本过旧，无法查询，或是同名的其他程序',
  '{name} is not set up here': '此处尚未设置 {name}',
  '{name} could not be reached': '无法连接 {name}',
  'see to the network, and try again': '请检查网络，然后重试',
  '{program} gave no secret': '{program} 没有给出机密内容',
  '{name} is locked': '{name} 已锁定',
  'unlock it, and try again': '请解锁后重试',
  '{name} does not know who asks': '{name} 不认识请求者',
  '{name} does not let this be read by who asks': '{name} 不允许请求者读取此项',
  'see there who may read it': '请在那里查看谁可以读取',
  '{path} could be replaced by other users, so it was not run': '{path} 可能被其他用户替换，因此没有运行',
  'see to whose it is and who may write it': '请检查它的所有者和谁可以写入',
  '{program} did not answer within {seconds} s': '{program} 在 {seconds} 秒内没有回应',
  'install the Infisical command line': '请安装 Infisical 命令行',
  'run infisical login, or set INFISICAL_TOKEN where Keywatch runs, and try again':
    '请运行 infisical login，或在 Keywatch 运行处设置 INFISICAL_TOKEN，然后重试',
  'install the 1Password command line': '请安装 1Password 命令行',
  'unlock 1Password, let its command line in (Settings, Developer), and try again':
    '请解锁 1Password，在其“设置”的“开发者”中允许命令行，然后重试',
  'unlock 1Password or run op signin, and try again': '请解锁 1Password 或运行 op signin，然后重试',
  '{name} has nothing at {place}': '{name} 在 {place} 处没有内容',
  'put it there, or change the reference': '请放到那里，或更改引用',
  '{name} holds no single secret at {place}: {why}': '{name} 在 {place} 处没有单个机密内容：{why}',
  'it is too long': '内容过长',
  'keep the key alone there': '请只在那里保存密钥',
  'it has more than one line': '内容多于一行',
  'keep the key alone there, or name a field after #': '请只在那里保存密钥，或在 # 后指定字段',
  'it is binary': '内容是二进制',
  'keep the key there as text': '请在那里以文本保存密钥',
  'more than one item there bears that name': '有多个项目使用该名称',
  'name it by its id': '请用其 ID 引用',
  'it has {count} fields': '它有 {count} 个字段',
  'name one after #': '请在 # 后指定一个',
  'that field is no text': '该字段不是文本',
  'name another after #': '请在 # 后指定另一个',
  'install pass or gopass': '请安装 pass 或 gopass',
  'set it up with pass init': '请用 pass init 进行设置',
  'it did not answer in time': '它没有及时回应',
  'try again later': '请稍后重试',
  '{name} is sealed, or down for maintenance': '{name} 已密封，或正在维护',
  'have it unsealed by whoever runs it': '请让其管理者解封',
  '{name} is a standby or at its limit (it answered {status})':
    '{name} 是备用节点或已达上限（返回 {status}）',
  'give the address of the active server, or try again later': '请给出活动服务器的地址，或稍后重试',
  '{name} answered {status}': '{name} 返回 {status}',
  '{name} could not be asked: {why}': '无法查询 {name}：{why}',
  'name its certificates with keywatch store vault --ca-file':
    '请用 keywatch store vault --ca-file 指定其证书',
  '{name} answered more than 1 MB': '{name} 的回应超过 1 MB',
  'nobody said where Vault is': '没有指定 Vault 的位置',
  'give its address: in the settings, by keywatch store vault ADDRESS, or as VAULT_ADDR where Keywatch runs':
    '请给出其地址：在设置中、用 keywatch store vault ADDRESS，或在 Keywatch 运行处设置 VAULT_ADDR',
  'the address of Vault is no web address': 'Vault 的地址不是网址',
  'write it like https://vault.example:8200': '请写成类似 https://vault.example:8200 的形式',
  'Vault at {host} would be asked without encryption, and its secrets read on the way':
    '对 {host} 上 Vault 的查询没有加密，其机密内容会在途中被读取',
  'give it a certificate, and its address as https://…': '请为其配置证书，并以 https://… 给出地址',
  '{path} holds no certificates that Vault could be believed by': '{path} 中没有可用于信任 Vault 的证书',
  'name a file of certificates in PEM': '请指定 PEM 格式的证书文件',
  'set the role with keywatch store vault --role-id … --secret-id-at …, or run vault login':
    '请用 keywatch store vault --role-id … --secret-id-at … 设置角色，或运行 vault login',
  '{name} refused the role or its secret id': '{name} 拒绝了该角色或其 secret id',
  'have a new secret id made, and put it where {place} says': '请生成新的 secret id，并放到 {place} 所指之处',
  'what Vault is to know Keywatch by cannot be read at {place}':
    '无法在 {place} 读取 Vault 用于识别 Keywatch 的内容',
  'put it there, in a file for you alone': '请将其放到那里，存为仅您可读的文件',
  'nobody said who asks {name}': '没有指定由谁查询 {name}',
  '{name} does not let {place} be read by who asks': '{name} 不允许请求者读取 {place}',
  'have its policy let the role read it': '请让其策略允许该角色读取',
  '{name} says that the token is not in force': '{name} 表示该令牌无效',
  'the engine at {mount} is a KV of version 1, and Keywatch reads version 2':
    '{mount} 处的引擎是版本 1 的 KV，而 Keywatch 读取版本 2',
  'upgrade it with vault kv enable-versioning {mount}': '请用 vault kv enable-versioning {mount} 升级',
  '{what}; Vault is asked as before; {remedy}.': '{what}；仍按以前的方式查询 Vault；{remedy}。',
  'It cannot be read now: {why}.': '现在无法读取：{why}。',
  'cannot be read now': '现在无法读取',
  'its store does not give it': '其存储未提供',
  Unread: '未读取',
  store: '存储',
  '{what} (for {profiles}).': '{what}（涉及 {profiles}）。',
  '{id} lies in a store: {what}.': '{id} 位于存储中：{what}。',
};
