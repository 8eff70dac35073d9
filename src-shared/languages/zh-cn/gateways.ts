import type { Phrases } from '../translation.ts';

/** Agent gateways. */
export const gateways = {
  'Looking changes nothing in them': '查看不会更改任何内容',
  'Looking for gateways': '正在查找网关',
  'No agent gateway keeps its state in this home.': '此主目录中没有智能体网关的数据。',
  'Not here: {names}.': '此处没有：{names}。',
  'Open {name}': '打开 {name}',
  'Open…': '打开…',
  'What would change is shown first': '会先显示将发生的更改',
  'Import {count, plural, one {# profile} other {# profiles}}…': '导入 {count, plural, other {# 个配置}}…',
  Agent: '智能体',
  'Reading what it stores': '正在读取它保存的内容',
  'It stores no profile.': '它没有保存任何配置。',
  'Some of its keys are fetched from Keywatch.': '它的部分密钥取自 Keywatch。',
  'Unlink…': '解除链接…',
  'Import {name}': '导入 {name}',
  Findings: '发现的问题',
  'Its own command opens its store': '由它自己的命令打开其存储',
  '{count} in clear': '{count} 个为明文',
  '{count, plural, one {# finding} other {# findings}}': '{count, plural, other {# 个问题}}',
  'rules of {generation}': '{generation} 的规则',
  'ends {date}': '{date} 到期',
  'ends soon': '即将到期',
  'not used': '未使用',
  'not used: {why}': '未使用：{why}',
  'fetched from Keywatch': '取自 Keywatch',
  'here as {id}': '此处为 {id}',
  'Copy: {text}': '复制：{text}',
  'Unlink {name}': '解除 {name} 的链接',
  'All of it or nothing': '要么全部完成，要么不做',
  'There is nothing to put back': '没有可放回的内容',
  'Put back {count, plural, one {# key} other {# keys}}': '放回 {count, plural, other {# 个密钥}}',
  'Files that change': '将更改的文件',
  '{name}, agent {agent}': '{name}，智能体 {agent}',
  '{name} can fetch its keys from Keywatch instead of keeping them in clear.':
    '{name} 可以从 Keywatch 获取密钥，而不必以明文保存。',
  'Link…': '链接…',
  'This release of {name} cannot fetch its keys from elsewhere. Started like this, it has a key for as long as it runs, and its store needs none:':
    '此版本的 {name} 无法从别处获取密钥。这样启动时，它在运行期间拥有密钥，存储中无需保存：',
  'Link {name}': '链接 {name}',
  'Looking at what would change': '正在查看将发生的更改',
  'These keys stand in clear. They go into the vault, {name} fetches them from there, and what stood in its files is kept sealed until you unlink it.':
    '这些密钥为明文。它们将存入保险库，由 {name} 从中获取；其文件中原有的内容会密封保存，直到您解除链接。',
  '{name} gets back what stood in its files before it was linked, and keeps these keys itself.':
    '{name} 的文件将恢复为链接之前的内容，并自行保存这些密钥。',
  'Link {count, plural, one {# key} other {# keys}}': '链接 {count, plural, other {# 个密钥}}',
  'Nothing is chosen that can be linked': '没有选择可链接的密钥',
  'Agreed to the terms.': '已同意条款。',
  'Choose {name}': '选择 {name}',
  '{name} of agent {agent}': '智能体 {agent} 的 {name}',
  'will be fetched': '将改为获取',
  'stays in clear': '保持明文',
  'will be put back': '将放回',
  'stays linked': '保持链接',
  'linked already': '已链接',
  'left as it is': '保持原样',
  'Fetched as {id}.': '以 {id} 获取。',
  'Comes into the vault as {id}.': '将以 {id} 存入保险库。',
  'Is in the vault already, as {id}.': '已在保险库中，为 {id}。',
  'A login is renewed by its gateway, which a copy would break.': '登录由其网关续期，复制会使其失效。',
  'Its terms are not agreed to yet.': '尚未同意其条款。',
  '{name} may then fetch these and nothing else: {ids}.': '此后 {name} 只能获取这些：{ids}。',
  'A key that is linked stands in clear in {path} too, and stays there.':
    '链接的某个密钥也以明文存在于 {path}，并会留在那里。',
  'The keys then stand in clear in its store again. They stay in the vault too.':
    '这些密钥将再次以明文存在于它的存储中，同时也保留在保险库里。',
  '{name} still refers to Keywatch elsewhere: its secret provider, and what it may fetch, stay.':
    '{name} 在别处仍引用 Keywatch：它的密钥提供程序及可获取的内容保持不变。',
  '{path} was left by a Keywatch that was ended while it wrote, and is removed.':
    '{path} 由写入时被终止的 Keywatch 留下，将被移除。',
  'The program that the gateway starts to have its keys; nobody else may run it.':
    '网关为取得密钥而启动的程序；其他人无法运行。',
  'The program that the gateway started; nothing starts it any more.':
    '网关曾启动的程序；不再有任何东西启动它。',
  'Its configuration, which tells it to ask Keywatch.': '它的配置文件，让它向 Keywatch 询问。',
  'Its configuration; comments, order and all else in it stay.':
    '它的配置文件；注释、顺序及其余内容保持不变。',
  'Its configuration, which held nothing but Keywatch.': '它的配置文件，其中只有 Keywatch 的内容。',
  'Its store; every other byte stays.': '它的存储；其余每个字节保持不变。',
  'is made': '新建',
  changes: '更改',
  goes: '移除',
  'Its mode {before} becomes {after}.': '其权限由 {before} 变为 {after}。',
  '{name} is linked': '{name} 已链接',
  '{name} is unlinked': '{name} 已解除链接',
  'Unlink puts back what stood there': '解除链接会放回原有内容',
  'The keys stay in the vault too': '密钥也保留在保险库中',
  '{name} fetches {count, plural, one {# key} other {# keys}} from Keywatch.':
    '{name} 从 Keywatch 获取 {count, plural, other {# 个密钥}}。',
  '{name} keeps {count, plural, one {# key} other {# keys}} itself again.':
    '{name} 重新自行保存 {count, plural, other {# 个密钥}}。',
  'What to do next': '接下来',
  'Start {name} again, or have it take the change up while it runs:':
    '重新启动 {name}，或在运行时让它采用更改：',
  'Take the key out of this file: it still stands there in clear.': '请从此文件中删除密钥：它仍以明文存在。',
  'Have Keywatch start at login: while nothing of it runs, {name} waits for its keys until the vault was opened, and goes without them where a passphrase opens it.':
    '请让 Keywatch 在登录时启动：它未运行时，{name} 要等保险库打开才能取得密钥；若保险库由口令打开，则无法取得。',
} satisfies Phrases;
