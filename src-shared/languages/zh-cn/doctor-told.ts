import type { Phrases } from '../translation.ts';

/** What the doctor finds, and what to do about it. */
export const doctorTold: Phrases = {
  'The vault': '保险库',
  'An earlier copy of the vault': '保险库的较早副本',
  'The key file of the vault': '保险库的密钥文件',
  'The history': '历史记录',
  'How the window was left': '窗口状态',
  'The list of repairs': '修复记录',
  'The key of the local door': '本地接口的密钥',
  'The lock of the owner': '占用锁',
  'The local door': '本地接口',
  'The door of who waits for secrets': '等待机密内容的程序的接口',
  'The directory': '目录',
  'A backup': '备份',
  'The data directory': '数据目录',
  'It could not be set right ({why}). {remedy}': '无法修复（{why}）。{remedy}',
  'its file cannot be read ({why})': '其文件无法读取（{why}）',
  'it is cut short or damaged': '它不完整或已损坏',
  '{what} can be reached by other users (mode {mode}).': '其他用户可访问{what}（权限 {mode}）。',
  "keywatch doctor --fix, or type: chmod {mode} ''{path}''":
    "keywatch doctor --fix，或输入：chmod {mode} ''{path}''",
  '{what} belongs to another user (number {uid}).': '{what}属于其他用户（编号 {uid}）。',
  "Give it back to yourself: sudo chown {uid} ''{path}''": "请收回所有权：sudo chown {uid} ''{path}''",
  'This door is left over from a Keywatch that was killed; nobody answers there.':
    '此接口由被强制结束的 Keywatch 遗留；那里没有回应。',
  'Nothing need be done: the next Keywatch takes its place. keywatch doctor --fix removes it.':
    '无需处理：下一个 Keywatch 会取代它。keywatch doctor --fix 可将其移除。',
  'This is left over from a write that was broken off; the file itself is whole.':
    '这是一次中断的写入所遗留的；文件本身完好。',
  'keywatch doctor --fix removes it.': 'keywatch doctor --fix 可将其移除。',
  'A history of a newer Keywatch was set aside, and a new one begun.':
    '较新版本 Keywatch 的历史记录已移到一旁，并开始了新的记录。',
  'A damaged history was set aside, and a new one begun. No credential was in it.':
    '损坏的历史记录已移到一旁，并开始了新的记录。其中不含凭据。',
  'Delete it when you do not want to look into it any more.': '如果不再需要查看，请将其删除。',
  'Top up credits (provider billing) or switch provider.': '请充值（提供商账单），或更换提供商。',
  'Refresh or replace credentials, then retry.': '请更新或替换凭据，然后重试。',
  'Wait for cooldown or switch provider.': '请等待冷却结束，或更换提供商。',
  'Sign in again or store it again with the gateway’s own command (configure, onboard).':
    '请重新登录，或用网关自己的命令（configure、onboard）重新保存。',
  'The gateway renews it when it uses it next; if it cannot, sign in again. Keywatch never renews it.':
    '网关下次使用时会自行续期；若无法续期，请重新登录。Keywatch 从不代为续期。',
  'Set expires to a future Unix ms timestamp, or remove it.':
    '请将 expires 设为将来的 Unix 毫秒时间戳，或将其删除。',
  '{name} uses for {provider}': '{name} 用于 {provider}',
  '{name}: what it keeps here could not be read ({why}).': '{name}：无法读取它在此处保存的内容（{why}）。',
  'See what keywatch gateway status {id} says.': '请查看 keywatch gateway status {id} 的说明。',
  'RestFlow: {id}: expired [expired]{left}': 'RestFlow：{id}：已过期 [expired]{left}',
  'Store a new one: restflow auth add': '请保存新的凭据：restflow auth add',
  'RestFlow: {id}: cooldown{left}': 'RestFlow：{id}：冷却中{left}',
  'RestFlow: {id}: expiring{left}': 'RestFlow：{id}：即将到期{left}',
  'RestFlow is here and was not examined: {why}.': '本机有 RestFlow，但未作检查：{why}。',
  'Put its command on the PATH.': '请将其命令加入 PATH。',
  "keywatch doctor --fix, or type: chmod 600 ''{path}''":
    "keywatch doctor --fix，或输入：chmod 600 ''{path}''",
  'Nothing need be done: the gateway takes it over. keywatch doctor --fix takes it away.':
    '无需处理：网关会接管它。keywatch doctor --fix 可将其移除。',
  'somebody else has locked it meanwhile': '在此期间已被其他程序锁定',
  '{id} refers to': '{id} 所引用的内容',
  'Other users of this machine can read the keys that a service is given.':
    '本机的其他用户可以读取提供给服务的密钥。',
  "Type: chmod 600 ''{path}''": "请输入：chmod 600 ''{path}''",
  '{name} is no address, so requests fail or go past the proxy.':
    '{name} 不是有效地址，因此请求会失败或绕过代理。',
  'Write it like {name}=http://host:3128.': '请写成 {name}=http://host:3128 的形式。',
  '{name} names a proxy of the kind {kind}; Keywatch and many tools speak only to HTTP proxies.':
    '{name} 指定了 {kind} 类型的代理；Keywatch 和许多工具只支持 HTTP 代理。',
  'Name an HTTP proxy.': '请指定 HTTP 代理。',
  '{name} has a password in it; every program that you start can read it.':
    '{name} 中含有密码；您启动的每个程序都能读取它。',
  'Let the proxy know you in another way, or run one here that signs in there.':
    '请改用其他方式向代理验证身份，或在本机运行一个代为登录的代理。',
  'Requests go out through {host}, by {name}.': '请求通过 {host} 发出，由 {name} 指定。',
  'Requests go out through {host}, by {name}, but for what NO_PROXY names.':
    '请求通过 {host} 发出，由 {name} 指定；NO_PROXY 中列出的除外。',
  'Nothing, if that is meant.': '如果是有意为之，则无需处理。',
  '{upper} and {lower} name different proxies; tools differ in which they take.':
    '{upper} 和 {lower} 指定了不同的代理；各工具采用的并不相同。',
  'Set both alike.': '请将两者设为一致。',
  'there is no such file': '没有此文件',
  'it cannot be read': '无法读取',
  'there is no certificate in it (PEM)': '其中没有证书（PEM）',
  'every certificate in it has ended': '其中的证书均已过期',
  'a certificate in it is damaged': '其中有证书已损坏',
  '{name} names a file of certificates that is of no use: {problem}.':
    '{name} 指定的证书文件无法使用：{problem}。',
  'Put the certificates there, or unset {name}.': '请将证书放在那里，或取消设置 {name}。',
  'NODE_TLS_REJECT_UNAUTHORIZED=0: programs on Node believe every server, so anyone on the way can take keys.':
    'NODE_TLS_REJECT_UNAUTHORIZED=0：基于 Node 的程序会信任任何服务器，途中的任何人都可能窃取密钥。',
  'Unset it, and name the certificate that is missing in NODE_EXTRA_CA_CERTS.':
    '请取消设置，并在 NODE_EXTRA_CA_CERTS 中指定缺少的证书。',
  'a secret': '一项机密内容',
  '{shown} and {left} more': '{shown} 等（另有 {left} 项）',
  'Other users of this machine can read what this file holds in clear ({which}).':
    '本机的其他用户可以读取此文件中的明文内容（{which}）。',
  "Type: chmod 600 ''{where}''": "请输入：chmod 600 ''{where}''",
  '{which}: in clear in this file.': '{which}：以明文保存在此文件中。',
  'Nothing, where the tool keeps it so; whoever reads the file, or a backup of it, has it.':
    '若该工具本就如此保存，则无需处理；但能读取该文件或其备份的人都会得到它。',
  '{id} refers to {path}, and nothing lies there.': '{id} 引用 {path}，但那里什么也没有。',
  'Put that file back, or another in its place: keywatch auth replace {id}':
    '请将该文件放回，或换一个来源：keywatch auth replace {id}',
  'Copy the key into the vault (keywatch auth discover), then delete it from the file. Leave the login there: its tool renews it.':
    '请将密钥复制到保险库（keywatch auth discover），再从文件中删除。登录请留在原处：由其工具续期。',
  'Copy it into the vault (keywatch auth discover), then delete it from the file; keywatch run gives it to programs.':
    '请将其复制到保险库（keywatch auth discover），再从文件中删除；keywatch run 可将其提供给程序。',
  'This was not looked at: {why}.': '未查看此处：{why}。',
  'Look at it yourself.': '请自行查看。',
  'Put a new one in its place: keywatch auth replace {id}': '请换上新的：keywatch auth replace {id}',
  'Top up at the provider, then: keywatch auth test {id}': '请在提供商处充值，然后：keywatch auth test {id}',
  'Mend it where it lies, then: keywatch auth test {id}': '请在其所在之处修复，然后：keywatch auth test {id}',
  'See what it says: keywatch auth show {id}': '请查看它的说明：keywatch auth show {id}',
  '{same} hold the same secret: going on from one to the other helps nothing.':
    '{same} 的机密内容相同：在它们之间切换没有作用。',
  'Remove all but one: keywatch auth remove {id}': '请只保留一个：keywatch auth remove {id}',
  'something else lies there': '那里是其他内容',
  'Its mode is {mode} now; it was {was}.': '其权限现为 {mode}；之前为 {was}。',
  'it is too large to keep a copy of': '它过大，无法保留副本',
  'It was taken away.': '已移除。',
  'it is no XML property list; plutil -convert xml1 makes it one':
    '它不是 XML 属性列表；plutil -convert xml1 可转换',
  ' (as far as its files tell)': '（就其文件所示）',
  '{name} would not see {variable}{how}, which {why}: it is set here and not for services.':
    '{name} 看不到 {variable}{how}，而{why}：该变量只在此处设置，服务中没有。',
  'Store the key in the program’s own store, or name it in an EnvironmentFile of mode 0600.':
    '请将密钥存入程序自己的存储，或在权限为 0600 的 EnvironmentFile 中指定。',
  '{name} sees another {variable} than is set here, by {from}.':
    '{name} 看到的 {variable} 与此处设置的不同，来自 {from}。',
  'Take one of the two away, so that a test here says something of the service.':
    '请去掉其中一个，这样此处的检查才能反映该服务的情况。',
  '{name} needs a file that is not there, so it will not start.': '{name} 需要的文件不存在，因此无法启动。',
  'Put it back, or take it out of {path}.': '请将其放回，或从 {path} 中去掉。',
  '{name} is given {names} in clear; systemctl show and backups tell it too.':
    '{name} 以明文获得 {names}；systemctl show 和备份也会泄露它们。',
  'Let the service read it from a store or a credential (LoadCredential) instead.':
    '请让该服务改从存储或凭据（LoadCredential）中读取。',
  'What this service is given is not known: {problem}.': '不知道此服务获得了什么：{problem}。',
  'it is sent beside the key': '它与密钥一同发送',
  'Codex takes it only when it signs in (codex login --with-api-key)':
    'Codex 只在登录时使用它（codex login --with-api-key）',
  '{name} has quotes around it, which are sent along.': '{name} 带有引号，引号会一并发送。',
  '{name} has blanks or line breaks in it: a paste that was wrapped.':
    '{name} 中有空格或换行：可能是粘贴时被折行。',
  '{name} holds a reference, which the tool takes for the key itself.':
    '{name} 中是引用，而该工具会把它当作密钥本身。',
  '{name} holds a key of {provider}, not of {meant}.': '{name} 中是 {provider} 的密钥，而不是 {meant} 的。',
  '{name} is cut off: {count} of {length} characters.': '{name} 不完整：{length} 个字符中只有 {count} 个。',
  'Set it anew; keywatch auth add cleans a paste and says what it is.':
    '请重新设置；keywatch auth add 会清理粘贴的内容并识别它。',
  '{name} has the same': '{name} 与它相同',
  '{name} goes before it': '{name} 优先于它',
  'What it does is billed to whoever owns that, not to the login.':
    '它的用量会计入该凭据的所有者，而不是该登录。',
  '{who}: {first} goes before {loser}, which holds another credential.':
    '{who}：{first} 优先于 {loser}，而后者是另一凭据。',
  'If the other is meant: unset {name}, or run it with keywatch run.':
    '如果要用的是另一个：请取消设置 {name}，或用 keywatch run 运行它。',
  'If the other is meant: log out in {tool}.': '如果要用的是另一个：请在 {tool} 中退出登录。',
  'If the other is meant: delete {name} from that file.': '如果要用的是另一个：请从该文件中删除 {name}。',
  '{name} would use {first}, which has ended.': '{name} 会使用 {first}，而它已过期。',
  'Sign in again with {name}.': '请用 {name} 重新登录。',
  'Set another {name}.': '请为 {name} 设置新的值。',
  '{agent} is set up here and finds no credential for {provider}.':
    '{agent} 已在本机设置，但找不到 {provider} 的凭据。',
  'Sign in with {name}, or set its variable.': '请用 {name} 登录，或设置其变量。',
  'Store one with its own command.': '请用它自己的命令保存一个。',
  '{name} is no address of a server, so nothing is reached by {tool}.':
    '{name} 不是有效的服务器地址，因此 {tool} 无法连接。',
  'By {name} the credential of {tool} goes to {origin}.': '由于 {name}，{tool} 的凭据会发送到 {origin}。',
  'Everybody on the way can read it.': '途中的任何人都能读取它。',
  'If that is not meant: unset {name}.': '如果并非有意：请取消设置 {name}。',
  "Give yourself access to it again: chmod 600 ''{path}''": "请恢复您的访问权限：chmod 600 ''{path}''",
  'Put a sound copy in its place.': '请换上完好的副本。',
  'Put the newest backup in its place: keywatch backup restore {best}':
    '请换上最新的备份：keywatch backup restore {best}',
  'There are backups and no vault: its file was taken away.': '有备份而没有保险库：其文件已被移走。',
  'The vault cannot be read: {problem}.': '无法读取保险库：{problem}。',
  'A newer Keywatch wrote the vault (version {version}): it can be listed, and is not used or changed.':
    '保险库由更新版本的 Keywatch 写入（版本 {version}）：可以查看列表，但不会使用或更改。',
  'Update Keywatch.': '请更新 Keywatch。',
  'The vault is not protected: whoever can read the data directory can open it{how}.':
    '保险库未受保护：能读取数据目录的人都能打开它{how}。',
  ' (slot {weak})': '（打开方式 {weak}）',
  'Add a slot that protects (keywatch vault protect --add passphrase), then remove this one.':
    '请添加能提供保护的打开方式（keywatch vault protect --add passphrase），然后移除这一个。',
  'No recovery code and no passphrase opens the vault: if what keeps its key is lost, so is the vault.':
    '没有恢复代码或口令可以打开保险库：一旦保管密钥之处丢失，保险库也将丢失。',
  'Print a recovery code: keywatch vault protect --add recovery':
    '请打印恢复代码：keywatch vault protect --add recovery',
  '{id} is damaged: {reason}. Its secret is neither used nor shown.':
    '{id} 已损坏：{reason}。其机密内容既不使用也不显示。',
  'Restore a backup (keywatch backup list), or remove it and add the key again.':
    '请恢复备份（keywatch backup list），或将其移除后重新添加密钥。',
  'The vault is older than the one last seen here: it was put back from a copy.':
    '保险库比上次在此处看到的要旧：它是从副本放回的。',
  'If that was you, nothing need be done. If not, see whether keys are missing, and who can write there.':
    '如果是您所为，则无需处理。否则请检查是否缺少密钥，以及谁可以在那里写入。',
  'The vault is locked: {reason}. What takes its key was not examined.':
    '保险库已锁定：{reason}。需要其密钥的部分未作检查。',
  'Unlock it and run keywatch doctor again.': '请解锁后再次运行 keywatch doctor。',
  'See whether it was you; keywatch vault status and keywatch backup list tell more.':
    '请确认是否是您所为；keywatch vault status 和 keywatch backup list 有更多信息。',
  'Where the backups are to be lies something else: none can be made.':
    '本应存放备份的位置被其他内容占据：无法备份。',
  'Move it away; the directory is made with the next change.': '请将其移走；下次更改时会创建该目录。',
  'The vault was changed before, and there is no backup of it.': '保险库曾被更改，却没有备份。',
  'One is made with the next change, if that directory can be written to.':
    '只要该目录可写，下次更改时就会备份。',
  'The backup {id} cannot be restored: {problem}.': '无法恢复备份 {id}：{problem}。',
  'Delete it, or keep it until it rolls off; the others are not touched by it.':
    '请将其删除，或保留到自动轮换；其他备份不受影响。',
  'The clock of this machine is {minutes} min {which}, by what providers say.':
    '根据提供商的时间，本机时钟{which} {minutes} 分钟。',
  ahead: '快了',
  behind: '慢了',
  'Set the clock, or let the system set it (timedatectl set-ntp true).':
    '请校准时钟，或交由系统设置（timedatectl set-ntp true）。',
};
