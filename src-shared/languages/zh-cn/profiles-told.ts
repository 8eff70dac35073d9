import type { Phrases } from '../translation.ts';

/** What is refused of profiles, and of secrets that are handed out. */
export const profilesTold: Phrases = {
  'the history was damaged: it was set aside and a new one started; no credential is touched':
    '历史记录曾损坏：已移到一旁，并开始了新的记录；凭据未受影响',
  'the history is from a newer Keywatch: it was set aside and a new one started':
    '历史记录来自更新版本的 Keywatch：已移到一旁，并开始了新的记录',
  'the history cannot be written: what is seen now is forgotten when Keywatch ends':
    '无法写入历史记录：Keywatch 结束后，目前看到的内容不会保留',
  'The history could not be written. Nothing in the vault is touched. Make room or check who owns {path}.':
    '无法写入历史记录。保险库未受任何影响。请腾出空间，或检查 {path} 属于谁。',
  'The access log cannot be written, so no secret is given out; nothing was changed; make room or check who owns {path}, then start Keywatch again.':
    '无法写入访问记录，因此不交出任何机密内容；未作任何更改；请腾出空间或检查 {path} 属于谁，然后重新启动 Keywatch。',
  'Keywatch is ending': 'Keywatch 正在结束',
  'The question failed inside Keywatch; what was believed before was kept; please report it.':
    '查询在 Keywatch 内部失败；之前的判断均已保留；请报告此问题。',
  'There is no profile {id}; nobody was asked.': '没有配置 {id}；未发出查询。',
  '{why}: nobody was asked; what was believed was kept.': '{why}：未发出查询；之前的判断均已保留。',
  '{id} is damaged: {reason}; it was left as it is; restore a backup, or remove it and add the key again.':
    '{id} 已损坏：{reason}；它保持原样；请恢复备份，或将其移除后重新添加密钥。',
  '{name} needs a base URL; nothing was changed; give another address instead of none.':
    '{name} 需要基础 URL；未作任何更改；请填写其他地址，而不是留空。',
  'This is a credential of {name}; {kept} kept its own; add it as a profile of its own.':
    '这是 {name} 的凭据；{kept} 保留原有的凭据；请将其添加为单独的配置。',
  'The reference {which} cannot be read; it was kept; replace it.':
    '引用 {which} 无法读取；它已保留；请将其替换。',
  'of this profile': '（此配置的引用）',
  '{name} is of {provider}, which this Keywatch does not know; it was kept; a newer one may ask about it.':
    '{name} 属于 {provider}，而此版本的 Keywatch 不认识它；它已保留；更新的版本或许可以查询。',
  'There is no profile {which}; nothing was changed; keywatch auth list shows them.':
    '没有配置 {which}；未作任何更改；可用 keywatch auth list 查看。',
  'No find was named; nothing was saved; name it by its selector.':
    '没有指定发现的项目；未保存任何内容；请用选择符指定。',
  'This cannot be linked where it lies; nothing was saved; copy it, or see its note in keywatch auth discover.':
    '它在原处无法关联；未保存任何内容；请复制它，或在 keywatch auth discover 中查看说明。',
  'This is a login, and a copy would sign its tool out; nothing was saved; link it, or leave it to its tool.':
    '这是登录，复制会使其工具退出登录；未保存任何内容；请关联它，或留给其工具使用。',
  'There is no secret to copy; nothing was saved; link it, or see its note in keywatch auth discover.':
    '没有可复制的机密内容；未保存任何内容；请关联它，或在 keywatch auth discover 中查看说明。',
  'Both a key and a reference were given; nothing was saved; give one of them.':
    '同时提供了密钥和引用；未保存任何内容；请只提供其中一个。',
  'There is no provider {which}; nothing was saved; keywatch auth add --help lists them.':
    '没有提供商 {which}；未保存任何内容；可用 keywatch auth add --help 查看列表。',
  '{which} is not a reference; nothing was saved; try env:NAME, file:/path, exec:/command, op://vault/item/field, vault:mount/path#field, bws:ID, aws-sm:NAME, infisical:PROJECT/ENV/NAME, pass:NAME or login:claude-code.':
    '{which} 不是引用；未保存任何内容；请尝试 env:NAME、file:/path、exec:/command、op://vault/item/field、vault:mount/path#field、bws:ID、aws-sm:NAME、infisical:PROJECT/ENV/NAME、pass:NAME 或 login:claude-code。',
  'What was given': '所提供的内容',
  'A reference does not tell its provider; nothing was saved; name it with --provider.':
    '引用无法表明其提供商；未保存任何内容；请用 --provider 指定。',
  'There is no key in what was given; nothing was saved; paste the key itself.':
    '所提供的内容中没有密钥；未保存任何内容；请粘贴密钥本身。',
  '{count} keys were given at once; nothing was saved; add them one by one.':
    '一次提供了 {count} 个密钥；未保存任何内容；请逐个添加。',
  '{problem} (nothing was saved)': '{problem}（未保存任何内容）',
  'No key was given; nothing was saved; paste one, give --ref, or --kind none for a local server.':
    '没有提供密钥；未保存任何内容；请粘贴密钥、使用 --ref，或为本地服务器使用 --kind none。',
  'This key does not tell whose it is. Nothing was saved; name the provider.':
    '无法看出此密钥属于哪个提供商。未保存任何内容；请指定提供商。',
  'This key does not tell whose it is. It could be of {candidates}. Nothing was saved; name the provider.':
    '无法看出此密钥属于哪个提供商。它可能属于 {candidates}。未保存任何内容；请指定提供商。',
  'This is a credential of {name} ({label}), not of {other}; nothing was saved; store it as one of {id}.':
    '这是 {name} 的凭据（{label}），而不是 {other} 的；未保存任何内容；请将它保存为 {id} 的凭据。',
  '{name} needs a base URL; nothing was saved; give the address of its server{how}.':
    '{name} 需要基础 URL；未保存任何内容；请提供其服务器地址{how}。',
  ', or its region': '，或其区域',
  '{name} has no region {which}; nothing was saved; give another, or the base URL of its server.':
    '{name} 没有区域 {which}；未保存任何内容；请提供其他区域，或其服务器的基础 URL。',
  'The id {id} does not begin with {provider}:; nothing was saved; change the id.':
    'ID {id} 没有以 {provider}: 开头；未保存任何内容；请更改 ID。',
  'There is a profile {id} already; nothing was saved; choose another id, or replace its key.':
    '配置 {id} 已存在；未保存任何内容；请换一个 ID，或替换其密钥。',
  "{what} Nothing was saved; agree (--agree-policy), or link its owner's login: keywatch auth add --ref login:{id}":
    '{what}未保存任何内容；请表示同意（--agree-policy），或关联其所有者的登录：keywatch auth add --ref login:{id}',
  'This key is stored already as {name} ({id}); nothing was saved; use that profile.':
    '此密钥已保存为 {name}（{id}）；未保存任何内容；请使用该配置。',
  'the one that was named': '（所指定的提供商）',
  'Auth profile "{id}" is for {provider}, not {which}; the order was left as it is; name profiles of one provider.':
    '配置“{id}”属于 {provider}，而不是 {which}；顺序保持原样；请指定同一提供商的配置。',
  name: '名称',
  notes: '备注',
  note: '备注',
  'base URL': '基础 URL',
  reference: '引用',
  tags: '标签',
  agents: '智能体',
  origins: '来源',
  settings: '设置',
  'The {which} hold something of the form of a key, and only the secret itself is sealed; nothing was changed; leave the key out there.':
    '{which}中有形似密钥的内容，而只有机密内容本身会加密；未作任何更改；请将密钥从那里去掉。',
  'The {which} holds something of the form of a key, and only the secret itself is sealed; nothing was changed; leave the key out there.':
    '{which}中有形似密钥的内容，而只有机密内容本身会加密；未作任何更改；请将密钥从那里去掉。',
  'KEYWATCH_OFFLINE is set, so nobody is asked; every verdict was kept; unset it to test keys.':
    '已设置 KEYWATCH_OFFLINE，因此不查询任何提供商；所有判断均已保留；如需检查密钥，请取消设置。',
  '{name} is of {provider}, which this Keywatch does not know; nothing was noted; a newer one may.':
    '{name} 属于 {provider}，而此版本的 Keywatch 不认识它；未记录任何内容；更新的版本或许可以。',
  'This Keywatch installs no service; nothing was written; the settings of the app have it start at login.':
    '此 Keywatch 不安装服务；未写入任何内容；可在应用的设置中让它在登录时启动。',
  'start claude and log in': '请启动 claude 并登录',
  'run codex login': '请运行 codex login',
  '{name}’s login file {path} cannot be read as JSON; nothing was changed; {remedy} again.':
    '{name} 的登录文件 {path} 无法作为 JSON 读取；未作任何更改；请再次操作：{remedy}。',
  '{name} has no login at {path}; the profile was kept; {remedy}.':
    '{name} 在 {path} 没有登录；配置已保留；{remedy}。',
  '{name} has no login at {path} (one in the system’s keyring is not opened); the profile was kept; {remedy}.':
    '{name} 在 {path} 没有登录（不会打开系统密钥环中的登录）；配置已保留；{remedy}。',
  '{path} could not be read; nothing was changed; check who may read it.':
    '无法读取 {path}；未作任何更改；请检查谁可以读取它。',
  'There is no file {path}; the profile was kept; put it back or change the reference.':
    '没有文件 {path}；配置已保留；请将其放回，或更改引用。',
  "Other users of this machine can reach {path}; nothing was read; type: chmod 600 ''{path}''":
    "本机的其他用户可以访问 {path}；未读取任何内容；请输入：chmod 600 ''{path}''",
  '{path} could not be read; the profile was kept; check who may read it.':
    '无法读取 {path}；配置已保留；请检查谁可以读取它。',
  '{path} is empty there; the profile was kept; put the secret back.':
    '{path} 在那里为空；配置已保留；请放回机密内容。',
  '{path} holds more than one line and a secret is one; the profile was kept; name the place in it, as in file:{path}#/key.':
    '{path} 有多行，而机密内容只有一行；配置已保留；请指明其中的位置，例如 file:{path}#/key。',
  '{path} is not JSON and sets nothing of that name; the profile was kept; name what is set there, as in file:{path}#/NAME, or leave out what follows #.':
    '{path} 不是 JSON，也没有设置该名称；配置已保留；请指明其中设置的名称，例如 file:{path}#/NAME，或去掉 # 之后的部分。',
  '{path} has no text at {pointer}; the profile was kept; change the reference.':
    '{path} 在 {pointer} 处没有文本；配置已保留；请更改引用。',
  'A login of a gateway is for a profile alone; nothing was read; refer to something else here.':
    '网关的登录只能用于配置；未读取任何内容；请在此处引用其他内容。',
  'The variable {name} is not set where Keywatch runs; the profile was kept; set it there and start Keywatch again.':
    'Keywatch 运行之处没有设置变量 {name}；配置已保留；请在那里设置它，然后重新启动 Keywatch。',
  'did not answer within {seconds} s': '在 {seconds} 秒内没有回应',
  'could not be started': '无法启动',
  '{command} {how}; the profile was kept; {remedy}.': '{command} {how}；配置已保留；{remedy}。',
  '{command} ended with {code} and gave no secret; the profile was kept; {remedy}.':
    '{command} 以 {code} 结束，没有给出机密内容；配置已保留；{remedy}。',
  '{command} printed nothing; the profile was kept; {remedy}.': '{command} 没有输出；配置已保留；{remedy}。',
  '{command} printed several lines and a secret is one; the profile was kept; make it print the secret alone.':
    '{command} 输出了多行，而机密内容只有一行；配置已保留；请让它只输出机密内容。',
  'run the command by hand to see why': '请手动运行该命令以查明原因',
  'there is no provider {which}, and no profile of one; nothing was changed; keywatch auth list names those in use':
    '没有提供商 {which}，也没有它的配置；未作任何更改；可用 keywatch auth list 查看正在使用的提供商',
  'What {id} refers to did not answer in time; nothing was handed out; see why it is slow, or store the secret itself.':
    '{id} 所引用的内容没有及时回应；未交出任何内容；请查明缓慢的原因，或直接保存机密内容。',
  '{id} is a login, which its owner renews, and a copy ends when it does; nothing was handed out; use a key or a token instead.':
    '{id} 是登录，由其所有者续期，副本会随之失效；未交出任何内容；请改用密钥或令牌。',
  'Neither a profile nor a provider was named; nothing was handed out; name one of them.':
    '没有指定配置或提供商；未交出任何内容；请指定其中一个。',
  'No profile of {provider} is stored; nothing was handed out; keywatch auth add --provider {provider} stores one.':
    '没有保存 {provider} 的配置；未交出任何内容；可用 keywatch auth add --provider {provider} 保存一个。',
  'passed over': '已跳过',
  'No profile of {provider} can serve now ({which}); nothing was handed out; {what}.':
    '{provider} 目前没有可用的配置（{which}）；未交出任何内容；{what}。',
  'keywatch auth order explain --provider {provider} says why':
    'keywatch auth order explain --provider {provider} 会说明原因',
  'try again after {end}, or name one with --profile': '请在 {end} 之后重试，或用 --profile 指定一个',
  'Nothing of this id is granted to this reader; nothing was handed out; keywatch gateway link grants it.':
    '没有向此读取者授予该 ID 的内容；未交出任何内容；keywatch gateway link 可授予。',
  '{id} is of a provider that this Keywatch does not know; nothing was started; a newer one may know its tools.':
    '{id} 所属的提供商是此版本的 Keywatch 不认识的；未启动任何内容；更新的版本或许认识其工具。',
  'No tool of {name} takes {id} from a variable; nothing was started; link that tool’s own login, or use a key.':
    '{name} 没有任何工具从变量中读取 {id}；未启动任何内容；请关联该工具自己的登录，或使用密钥。',
  'Tools take what {id} holds from a file alone, and Keywatch writes none; nothing was started; keep it in a file of mode 0600 and link that with --ref file:/its/path.':
    '工具只从文件读取 {id} 的内容，而 Keywatch 不写这样的文件；未启动任何内容；请将其保存在权限为 0600 的文件中，并用 --ref file:/its/path 关联。',
  '{id} is a login, which its owner renews, and a copy ends when it does; nothing was handed out; link a key or a token instead.':
    '{id} 是登录，由其所有者续期，副本会随之失效；未交出任何内容；请改为关联密钥或令牌。',
  '{id} is out of use; nothing was handed out; keywatch auth enable {id} puts it back.':
    '{id} 已停用；未交出任何内容；keywatch auth enable {id} 可重新启用。',
  '{id} keeps no secret that could be handed out; store a key for it.':
    '{id} 没有可交出的机密内容；请为它保存一个密钥。',
  'The vault is locked; nothing was handed out; unlock it, then try again.':
    '保险库已锁定；未交出任何内容；请解锁后重试。',
  'The vault is locked ({reason}); nothing was handed out; unlock it, then try again.':
    '保险库已锁定（{reason}）；未交出任何内容；请解锁后重试。',
  'Secrets are served to programs at the local door alone; nothing was handed out; reveal a single one instead.':
    '机密内容只在本地接口提供给程序；未交出任何内容；请改为单独显示一项。',
};
