import type { Phrases } from '../translation.ts';

/** What is found in gateways, and what they refuse. */
export const gatewayFindings: Phrases = {
  'already set by {from}': '已由 {from} 设置',
  'this release takes no credentials and no settings of its own from the .env of a working directory':
    '此版本不从工作目录的 .env 读取凭据和自身设置',
  'a configuration may not set it': '配置文件不得设置它',
  'it names another variable': '它引用了其他变量',
  'login shell': '登录 shell',
  'it could not be read': '无法读取',
  'it did not tell its environment within {timeoutMs} ms': '它在 {timeoutMs} 毫秒内没有给出环境变量',
  '{name} documents no rotation: it uses one key': '{name} 没有说明支持轮换：它只使用一个密钥',
  'the documentation names it, but the releases read {list} instead':
    '文档中提到它，但各版本实际读取的是 {list}',
  '{live} is set, and then it is the only one': '已设置 {live}，因此只使用它',
  'it is blank': '它是空白',
  'the same key as {name}': '与 {name} 的密钥相同',
  'a path, which is sent as if it were the key': '一个路径，会被当作密钥发送',
  'a name that is none': '（无效的名称）',
  'Some fields are known to no release ({which}); from 2026.5.28 on the first write drops them.':
    '有些字段任何版本都不认识（{which}）；从 2026.5.28 起，首次写入就会丢弃它们。',
  'Keep what you need of them in a file of your own.': '请将需要的部分保存到您自己的文件中。',
  '{which} hold the same secret: going on from one to the other helps nothing.':
    '{which} 的机密内容相同：在它们之间切换没有作用。',
  'Store another key in one of them, or remove it.': '请在其中一个里保存另一密钥，或将其移除。',
  '{id} is a copy of the login of {tool} that releases no longer keep up to date; their own doctor removes it.':
    '{id} 是 {tool} 登录的副本，各版本已不再更新它；其自带的 doctor 会将其移除。',
  'Remove it, and sign in anew or use a key.': '请将其移除，然后重新登录或使用密钥。',
  '{id} is a login with an e-mail address: later releases name it by that address.':
    '{id} 是带有电子邮箱的登录：后续版本会以该邮箱命名。',
  'Nothing, unless an order or a session names it.': '除非某个顺序或会话用到它，否则无需处理。',
  '{id} is called {next} by this release once its own doctor has run.':
    '运行其自带的 doctor 后，此版本会将 {id} 称为 {next}。',
  'Name it so in orders when that has happened.': '届时请在顺序中使用新的名称。',
  '{name} cannot use this file: {problem}.': '{name} 无法使用此文件：{problem}。',
  'Put back a copy of it, or sign in again; Keywatch changed nothing.':
    '请放回它的副本，或重新登录；Keywatch 未作任何更改。',
  "Other users of this machine can reach secrets: the file's mode is {mode}.":
    '本机的其他用户可以访问机密内容：该文件的权限为 {mode}。',
  '{count, plural, one {# profile of agent {id} keeps its secret in clear} other {# profiles of agent {id} keep their secret in clear}}.':
    '{count, plural, other {智能体 {id} 有 # 个配置以明文保存机密内容}}。',
  'Link it, so that it fetches its keys out of the vault (keywatch gateway link {gateway}); until then whoever reads this file, or a backup of it, has them.':
    '请关联它，使其从保险库获取密钥（keywatch gateway link {gateway}）；在此之前，能读取此文件或其备份的人都会得到它们。',
  'Whoever reads this file, or a backup of it, has them.': '能读取此文件或其备份的人都会得到它们。',
  'An earlier store is still there, with its secrets in clear (mode {mode}).':
    '较早的存储仍在，其中的机密内容为明文（权限 {mode}）。',
  'Delete it once the gateway works without it.': '确认网关不再需要它之后，请将其删除。',
  'The plug-in codex, which runs models of OpenAI from 2026.9 on, is not installed in {name}: whatever key it has, they do not answer.':
    '自 2026.9 起运行 OpenAI 模型的插件 codex 未安装在 {name} 中：无论它有什么密钥，这些模型都不会回应。',
  'Type: {command} plugins install @openclaw/codex': '请输入：{command} plugins install @openclaw/codex',
  'The database of agent {id} is empty and its old JSON store lies beside it: this release stops with AUTH_PROFILE_MIGRATION_REQUIRED.':
    '智能体 {id} 的数据库为空，而旧的 JSON 存储就在旁边：此版本会因 AUTH_PROFILE_MIGRATION_REQUIRED 而停止。',
  'Copy the JSON store away first, then let the gateway import it.':
    '请先将 JSON 存储复制到别处，再让网关导入它。',
  'Process {which} is writing this store.': '进程 {which} 正在写入此存储。',
  unknown: '未知',
  'A lock was left by a process that runs no more; the gateway takes it over after 30 s.':
    '已结束的进程遗留了一个锁；网关会在 30 秒后接管。',
  'What is shown may change in a moment.': '显示的内容可能随时变化。',
  'Nothing, unless it stays.': '除非一直如此，否则无需处理。',
  'it is no object': '它不是对象',
  'this release does not know its type': '此版本不认识其类型',
  'it names no provider': '它没有指明提供商',
  'The gateway leaves out {id}: {problem} ({code}).': '网关略去了 {id}：{problem}（{code}）。',
  'Store it again with the gateway’s own command.': '请用网关自己的命令重新保存。',
  '{count, plural, one {The order of {provider} names {lost}, which is not stored} other {The order of {provider} names {lost}, which are not stored}}.':
    '{count, plural, other {{provider} 的顺序中列有 {lost}，但并未保存}}。',
  'Set the order again: models auth order set --provider {provider} …':
    '请重新设置顺序：models auth order set --provider {provider} …',
  '{id} names its end in seconds; the gateway reads milliseconds, takes it for 1970 and leaves it out.':
    '{id} 的到期时间以秒为单位；网关按毫秒读取，认为是 1970 年，因而将其略去。',
  'Store it again with --expires-in.': '请用 --expires-in 重新保存。',
  '{id} is a setup token without an end; they last about a year, and the gateway will not warn.':
    '{id} 是没有到期时间的 setup 令牌；这类令牌的有效期约为一年，到期时网关不会提醒。',
  'Store it again with --expires-in 365d.': '请用 --expires-in 365d 重新保存。',
  '{id} has both a reference and a secret in clear; which of them serves depends on the release.':
    '{id} 既有引用又有明文的机密内容；使用哪一个取决于版本。',
  'Remove the one that is not meant.': '请去掉不需要的那一个。',
  'Variables from here are not known: {problem}.': '不知道此处的变量：{problem}。',
  'Look at it, or name the variable where the gateway starts.': '请查看它，或在网关启动之处指定该变量。',
  'Logins of a very old release are still there (mode {mode}).': '很旧版本的登录仍在（权限 {mode}）。',
  '{id} refers to {which}, which is not set here.': '{id} 引用了 {which}，而此处未设置。',
  'a variable': '一个变量',
  'Set it where {name} starts.': '请在 {name} 启动之处设置它。',
  'the key of {provider}': '{provider} 的密钥',
  'Keep it in a store, or refer to it; whoever reads this file, or a backup of it, has it.':
    '请将其存入存储，或改用引用；能读取此文件或其备份的人都会得到它。',
  'It holds {what} in clear.': '其中以明文保存着 {what}。',
  'A former configuration still holds {what} in clear.': '以前的配置文件中仍以明文保存着 {what}。',
  'A lock on the renewal of a login was left by a process that runs no more; the gateway takes it over after 180 s.':
    '已结束的进程遗留了登录续期的锁；网关会在 180 秒后接管。',
  'Secret provider "{provider}" is not configured.': '未配置机密提供程序“{provider}”。',
  'Secret provider "{provider}" is no program.': '机密提供程序“{provider}”不是程序。',
  '{id} refers to {ref}, and nothing would be got there: {why}':
    '{id} 引用了 {ref}，但从那里得不到内容：{why}',
  'Look at it with keywatch gateway resolve, or set the key again.':
    '请用 keywatch gateway resolve 查看，或重新设置密钥。',
  'One login lies in {count} stores: when one of them renews it, the others are signed out.':
    '同一登录存在于 {count} 个存储中：其中一个续期时，其他的就会退出登录。',
  'One key lies in {count} stores: replacing it means replacing it in each.':
    '同一密钥存在于 {count} 个存储中：更换时每处都要更换。',
  'Sign in anew in all but one of them.': '请只保留一处，在其余各处重新登录。',
  'Keep it in one place and refer to it.': '请只保存在一处，其余各处引用它。',
  '{name} has no state at {stateDir}; nothing was read; name the place with --state-dir DIR':
    '{name} 在 {stateDir} 没有数据；未读取任何内容；请用 --state-dir DIR 指定位置',
  '{name} has no agent of that name; nothing was read; it has {agents}':
    '{name} 没有该名称的智能体；未读取任何内容；现有：{agents}',
  'it cannot be read as a database ({why})': '无法作为数据库读取（{why}）',
  'sign in again with {name}': '请用 {name} 重新登录',
  '{name} has no store at {store}; the profile was kept; {remedy}, or link it where it lies now.':
    '{name} 在 {store} 没有存储；配置已保留；{remedy}，或关联到它现在的位置。',
  '{name}’s store {store} cannot be read: {problem}; nothing was changed; {remedy}.':
    '无法读取 {name} 的存储 {store}：{problem}；未作任何更改；{remedy}。',
  '{name} has no login {profile} at {store}': '{name} 在 {store} 中没有登录 {profile}',
  '{name} lost its login {profile} while it renewed it': '{name} 在续期时丢失了登录 {profile}',
  '{what}; the profile was kept; {remedy}.': '{what}；配置已保留；{remedy}。',
  'it is gone': '它已不存在',
  'it may not be opened ({code})': '无权打开（{code}）',
  'it is larger than 32 MB': '它大于 32 MB',
  'it could not be read ({code})': '无法读取（{code}）',
  'it is empty': '它是空的',
  'it is no JSON': '它不是 JSON',
  'it is cut off: the JSON has no end': '它不完整：JSON 没有结尾',
  '{what}; nothing was changed; its store is opened by its own command alone: see that restflow auth list --format json works':
    '{what}；未作任何更改；其存储只能由它自己的命令打开：请确认 restflow auth list --format json 可以运行',
  'RestFlow was not asked: {why}': '没有询问 RestFlow：{why}',
  'restflow auth list ended with {code}': 'restflow auth list 以 {code} 结束',
  'restflow auth list printed no list of profiles': 'restflow auth list 没有输出配置列表',
  'it is no JSON5, so what it says is not known': '它不是 JSON5，因此不知道其内容',
  'it is no store: its profiles are no object': '它不是存储：其中的配置不是对象',
  'there is no gateway of that name; nothing was read; say one of: {systems}':
    '没有该名称的网关；未读取任何内容；可选：{systems}',
  'what follows @ is a release; nothing was read; write it like {id}@2026.5.28':
    '@ 之后应为版本号；未读取任何内容；请写成 {id}@2026.5.28 的形式',
};
