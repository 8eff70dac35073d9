import type { Phrases } from '../translation.ts';

/** What linking a gateway refuses, and what it leaves as it is. */
export const linkingTold: Phrases = {
  'What the gateway may fetch': '网关可以获取的内容',
  '{name} has no profile of that id there; nothing was changed; keywatch gateway status {id} lists them':
    '{name} 在那里没有该 ID 的配置；未作任何更改；可用 keywatch gateway status {id} 列出',
  'unlink could not put back its {more}, which {verb} does not write; enter it anew by that, without them, then link it':
    'unlink 无法放回它的 {more}，因为 {verb} 不会写入这些；请用该命令重新录入（不含这些），然后再关联',
  'all agents share another profile of this id, which {name}’s own command would change in its place; give it an id of its own':
    '所有智能体共用另一个相同 ID 的配置，{name} 自己的命令会改动那一个；请为它取一个自己的 ID',
  '{verb} would not take it back, for it has not the form that it expects there; enter it anew, then link it':
    '{verb} 无法将其收回，因为它不符合该命令要求的形式；请重新录入，然后再关联',
  'Secrets are written in clear by the command line alone; nothing was written; type keywatch gateway export.':
    '以明文写出机密内容只能由命令行执行；未写入任何内容；请输入 keywatch gateway export。',
  'The gateway or the vault was changed since this was shown; nothing was written; look at it anew.':
    '显示之后，网关或保险库已改变；未写入任何内容；请重新查看。',
  'Nothing was written, for {which} refused. {what}.': '未写入任何内容，因为有{which}被拒绝。{what}。',
  'one profile is': '一个配置',
  '{count} profiles are': '{count} 个配置',
  '{id} has no secret here; nothing was written; see keywatch auth show {id}.':
    '{id} 在此处没有机密内容；未写入任何内容；请查看 keywatch auth show {id}。',
  '{store} cannot be changed without changing more of it than meant; nothing was written; mend what stands in it twice, then try again.':
    '无法在不改动其他内容的情况下更改 {store}；未写入任何内容；请修正其中重复的部分，然后重试。',
  '; whether {id} is written is not known': '；不知道 {id} 是否已写入',
  '{name} keeps a database, which its own command alone may write: {why}{next}':
    '{name} 使用数据库，只能由它自己的命令写入：{why}{next}',
  '{command} {args} ended with {code}': '{command} {args} 以 {code} 结束',
  'nothing else was written': '没有写入其他内容',
  '{written} is written and stays': '{written} 已写入并保留',
  '{what}; {kept}; see that the command runs here, or start the gateway with: keywatch run --provider NAME -- COMMAND.':
    '{what}；{kept}；请确认该命令可在此处运行，或用以下方式启动网关：keywatch run --provider NAME -- COMMAND。',
  '{path} could not be written: {why}; nothing was changed; see to that, then try again.':
    '无法写入 {path}：{why}；未作任何更改；请处理后重试。',
  '{path} was changed by somebody else meanwhile': '{path} 在此期间被其他程序更改',
  '{what} could not be written: {why}': '无法写入{what}：{why}',
  'everything was put back as it was; see to that, then try again': '一切均已恢复原状；请处理后重试',
  'these could not be put back and stay as they are now: {stays}; see to that, then do the same again, or undo it by keywatch gateway unlink or keywatch connect --undo':
    '以下内容无法恢复，保持现状：{stays}；请处理后再次执行，或用 keywatch gateway unlink 或 keywatch connect --undo 撤销',
  'The gateway or the vault was changed since this was shown; nothing was changed; look at it anew.':
    '显示之后，网关或保险库已改变；未作任何更改；请重新查看。',
  '{name} keeps its store to itself; nothing was changed; let it have a key by its own command: {command} auth add':
    '{name} 的存储只供自己使用；未作任何更改；请用它自己的命令提供密钥：{command} auth add',
  '{name} has no state at {stateDir}; nothing was changed; name the place with --state-dir DIR':
    '{name} 在 {stateDir} 没有数据；未作任何更改；请用 --state-dir DIR 指定位置',
  '{name} has no agent of that name; nothing was changed; it has {agents}':
    '{name} 没有该名称的智能体；未作任何更改；现有：{agents}',
  '{name} cannot use {path}: {problem}; nothing was changed; put a copy of it back, or mend it, then try again':
    '{name} 无法使用 {path}：{problem}；未作任何更改；请放回它的副本或将其修复，然后重试',
  '{name} starts secret providers on Windows in a way that was not proven yet; nothing was changed; give it a key in {path}':
    '{name} 在 Windows 上启动机密提供程序的方式尚未验证；未作任何更改；请在 {path} 中提供密钥',
  '{name} of this release knows no SecretRefs: it reads keys from its stores and its environment alone; nothing was changed; put a key into {path} (chmod 600) and take it out of the store, or start it with the key: keywatch run --profile ID -- {command} …':
    '此版本的 {name} 不支持 SecretRef：它只从其存储和环境中读取密钥；未作任何更改；请将密钥放入 {path}（chmod 600）并从存储中删去，或带着密钥启动它：keywatch run --profile ID -- {command} …',
  'a login is renewed by its gateway, which a copy would break': '登录由其网关续期，复制会使其失效',
  'no secret stands there': '那里没有机密内容',
  'it refers to {ref} already': '它已引用 {ref}',
  'it refers to {id}, which is not in the vault any more': '它引用了 {id}，而保险库中已没有它',
  'it has a reference of its own beside the key, {ref}; take one of the two out':
    '除密钥外它还有自己的引用 {ref}；请去掉其中一个',
  'What stood in this gateway before it was linked is kept in {path}, which this vault does not open; nothing was changed; put back the vault it was made with, or move that file away':
    '此网关关联之前的内容保存在 {path} 中，而此保险库无法打开它；未作任何更改；请放回当时所用的保险库，或将该文件移走',
  '{path} has {at} already, and it starts something else; nothing was changed; take it out, or give it another name':
    '{path} 中已有 {at}，且它启动的是其他程序；未作任何更改；请将其删去，或改用其他名称',
  '{path} cannot be changed without changing more of it than meant; nothing was changed; put this into it yourself, then link again: {at}: {entry}':
    '无法在不改动其他内容的情况下更改 {path}；未作任何更改；请自行加入以下内容，然后再次关联：{at}：{entry}',
  '{path} cannot be changed without changing more of it than meant: something stands in it twice; nothing was changed; mend that, then try again':
    '无法在不改动其他内容的情况下更改 {path}：其中有重复的内容；未作任何更改；请修正后重试',
  '{name} may then fetch these and nothing else: {of}.': '此后 {name} 可以获取以下内容，且仅限于此：{of}。',
  'A key that is linked stands in clear in {of} too, and stays there.':
    '被关联的密钥在 {of} 中也有明文，并会留在那里。',
  '{of} was left by a Keywatch that was ended while it wrote, and is removed.':
    '{of} 由写入时被中断的 Keywatch 遗留，将被移除。',
  'Every agent of {name} gets its own reference to what they shared: {of}. An agent that is added later has none until this is put back and linked again.':
    '{name} 的每个智能体都会得到自己的引用，以代替共用的内容：{of}。之后新增的智能体没有引用，除非将其放回并重新关联。',
  '{name} takes it up when it is started again, or by: {of}': '{name} 会在重新启动时采用，或通过：{of}',
  '{name} seals its store and takes secrets by its own command alone; nothing was written; type {command} auth add there.':
    '{name} 的存储已加密，只能用它自己的命令存入机密内容；未写入任何内容；请在那里输入 {command} auth add。',
  '{name} of this release keeps a database, and its own command writes the main agent’s only; nothing was written; export there, the other agents inherit it.':
    '此版本的 {name} 使用数据库，而它自己的命令只写入主智能体；未写入任何内容；请导出到主智能体，其他智能体会继承。',
  'The secrets then stand in clear in this store: whoever reads it, or a backup of it, has them. keywatch gateway link has it fetch them instead, where its release can.':
    '机密内容随后会以明文保存在此存储中：能读取它或其备份的人都会得到。若其版本支持，keywatch gateway link 可让它改为按需获取。',
  '{command} models auth is run for each: its database is written by nobody else.':
    '会为每一项运行 {command} models auth：其数据库只能由它自己写入。',
  '{name} cannot use {path}: {problem}; nothing was written; put a copy of it back, or sign in there again.':
    '{name} 无法使用 {path}：{problem}；未写入任何内容；请放回它的副本，或在那里重新登录。',
  'Keywatch serves it there already': 'Keywatch 已在那里提供它',
  'a {which} stands there under this id': '该 ID 下已有{which}',
  'a login stays with its owner: a copy would sign it out': '登录属于其所有者：复制会使其退出登录',
  'it has no secret': '它没有机密内容',
  'the terms of its provider keep it with the program it was made for':
    '根据提供商的条款，它只能用于专属的程序',
  '{name} at {stateDir} is not linked; nothing was changed; keywatch gateway status shows where its keys lie':
    '{stateDir} 的 {name} 没有关联；未作任何更改；keywatch gateway status 会显示其密钥的位置',
  '{name} has moved its credentials into a database since it was linked, which nobody but it may write; nothing was changed; give it each key by {command} models auth paste-api-key, taken from keywatch secret get ID':
    '{name} 在关联之后已将凭据移入数据库，只能由它自己写入；未作任何更改；请用 {command} models auth paste-api-key 逐个录入密钥，密钥由 keywatch secret get ID 取得',
  'the gateway has it no more': '网关中已没有它',
  'it stands there in clear already': '它在那里已是明文',
  'it does not refer to Keywatch any more{how}': '它已不再引用 Keywatch{how}',
  ', but to {ref}': '，而是引用 {ref}',
  'a key stands beside the reference; take one of the two out': '引用旁边有密钥；请去掉其中一个',
  'it refers to {ref}, which link did not write': '它引用了 {ref}，而这不是由关联写入的',
  'The gateway is writing to its store ({path}); nothing was changed; try again in a moment, or stop the gateway first.':
    '网关正在写入其存储（{path}）；未作任何更改；请稍后再试，或先停止网关。',
  'The lock {path} could not be made: {why}; nothing was changed; see to that, then try again.':
    '无法创建锁 {path}：{why}；未作任何更改；请处理后重试。',
  'What stands there is more than a key alone; it was left as it is; put the key there alone.':
    '那里不只是一个密钥；它保持原样；请在那里只放密钥。',
  '{path} cannot be changed without changing more of it than meant; nothing was changed; take secrets.providers.{providerName} out of it yourself, then unlink again':
    '无法在不改动其他内容的情况下更改 {path}；未作任何更改；请自行从中删去 secrets.providers.{providerName}，然后再次解除关联',
  'What a gateway starts is named by the command line alone; nothing was changed; type keywatch gateway link.':
    '网关所启动的程序只能由命令行指定；未作任何更改；请输入 keywatch gateway link。',
  'Nothing of this Keywatch lies where a gateway could start it; nothing was changed; type keywatch gateway link.':
    '此 Keywatch 没有可供网关启动的程序；未作任何更改；请输入 keywatch gateway link。',
  'A window changes {name} only where Keywatch finds it, at {stateDir}; nothing was changed; for another place type keywatch gateway {act} {id} --state-dir DIR.':
    '窗口只会更改 Keywatch 找到的 {name}，即 {stateDir}；未作任何更改；如需其他位置，请输入 keywatch gateway {act} {id} --state-dir DIR。',
  'The keys then stand in clear in its store again. They stay in the vault too.':
    '这些密钥将再次以明文存在于它的存储中，同时也保留在保险库里。',
  '{name} still refers to Keywatch elsewhere: its secret provider, and what it may fetch, stay.':
    '{name} 在别处仍引用 Keywatch：它的机密提供程序及可获取的内容保持不变。',
  'no answer': '没有回应',
  '{name} has an empty database beside an older store and stops there itself; nothing was changed; copy the store away, let it import that, then link':
    '{name} 在旧存储旁边有一个空数据库，它自己也无法继续；未作任何更改；请先备份旧存储，让它导入，然后再关联',
  '{path} takes other files in ($include), of which no copy can be made for the gateway’s own command; nothing was changed; put them into one file, or hand a key over at the start by keywatch run':
    '{path} 引入了其他文件（$include），无法为网关自己的命令制作副本；未作任何更改；请合并为一个文件，或在启动时用 keywatch run 传入密钥',
  '{said} ended with {code}: {why}': '{said} 以 {code} 结束：{why}',
  '{command} secrets audit told nothing': '{command} secrets audit 没有给出结果',
  'nothing was changed; see that it runs here, then try again':
    '未作任何更改；请确认它能在这里运行，然后重试',
  'these are not as they were: {ids}; what stood there is kept sealed; try again, or undo it with keywatch gateway unlink':
    '以下内容未恢复原状：{ids}；原有内容已加密保存；请重试，或用 keywatch gateway unlink 撤销',
  'what was not put back refers to Keywatch as before; see to that, then unlink again':
    '未放回的内容仍像之前一样引用 Keywatch；请处理后再次解除关联',
  'the gateway is without {ids} now, of which Keywatch keeps the key; see to that, then unlink again':
    '网关现在缺少 {ids}，其密钥由 Keywatch 保存；请处理后再次解除关联',
  '{id} did not come to stand there as before': '{id} 没有恢复到原来的位置',
  '{id} of the agent {agent} does not refer to Keywatch after it':
    '智能体 {agent} 的 {id} 之后没有引用 Keywatch',
  '{left} still stands in the database that all agents share': '{left} 仍在所有智能体共享的数据库中',
  'its own audit still finds {id} in clear in {path}': '它自己的审计仍在 {path} 中发现明文的 {id}',
  '{name} keeps them in a database, which its own command alone writes: {of} is run, and it is asked for each key once more, which takes minutes.':
    '{name} 把它们保存在数据库中，只有它自己的命令可以写入：会运行 {of}，并对每个密钥再运行一次，需要几分钟。',
  '{of} still holds bytes of a key that went out of it, until {name} writes over them: whoever may have read that file may have the key.':
    '{of} 中仍留有已移出密钥的字节，直到 {name} 覆盖它们：可能读过该文件的人可能已得到该密钥。',
};
