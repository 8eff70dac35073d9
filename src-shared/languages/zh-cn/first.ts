import type { Phrases } from '../translation.ts';

/** The first minutes: three steps, and a vault that cannot be read. */
export const first = {
  'Three steps to a quiet tray': '三步，托盘从此安静',
  'Three steps to quiet keys': '三步，密钥从此省心',
  'Keywatch keeps your AI credentials sealed on this computer, asks each provider whether they still work, and speaks up before one fails. Asking spends no tokens.':
    'Keywatch 将您的 AI 凭据加密保存在本机，定期向各提供商检查它们是否仍然有效，并在失效之前提醒您。检查不消耗 token。',
  'Where everything lies': '所有内容的位置',
  Protect: '保护',
  'Sealed; the key that opens the vault is kept by {keeper}. A recovery code opens it should that ever be lost.':
    '已加密；打开保险库的密钥由{keeper}保管。万一该密钥丢失，恢复代码可以打开保险库。',
  'the system': '系统',
  'The system does not protect this vault: whoever reads your files can read it.':
    '系统没有保护此保险库：能读取您文件的人就能读取它。',
  'Make a recovery code…': '生成恢复代码…',
  'Protect…': '保护…',
  Find: '查找',
  'Other tools may keep keys on this computer already: Claude Code, Codex, shell files and more. You choose which to link, and which to copy into the vault; nothing is taken by itself.':
    '其他工具可能已在本机保存密钥：Claude Code、Codex、shell 文件等。由您选择关联或复制哪些；不会自动取用。',
  'Discover…': '发现…',
  'Paste a key anywhere in this window. It is cleaned, recognised and tested before anything is kept.':
    '在此窗口的任意位置粘贴密钥。保存之前会先清理、识别并测试。',
  'Add a key…': '添加密钥…',
  'Refer to one…': '引用密钥…',
  'Claude setup token…': 'Claude setup 令牌…',
  'Paste a key or a reference': '粘贴密钥或引用',
  'sk-…   or   op://vault/item/field': 'sk-…   或   op://vault/item/field',
  'Skipped for now.': '已暂时跳过。',
  Skip: '跳过',
  'Skip this step: {step}': '跳过此步骤：{step}',
  'Come back': '返回',
  'Come back to this step: {step}': '返回此步骤：{step}',
  'Finish setting up': '完成设置',
  'Setting up': '设置',
  'All steps are done': '所有步骤均已完成',
  '{count, plural, one {# step is left} other {# steps are left}}': '{count, plural, other {还剩 # 步}}',
  'Do not remind me of setting up': '不再提醒设置',
  'This address is not valid any more': '此地址已失效',
  'Each start of Keywatch makes a new address. Nothing was changed or shown. For a fresh one, type this in a terminal:':
    'Keywatch 每次启动都会生成新地址。未更改或显示任何内容。要获取新地址，请在终端输入：',
  'The vault cannot be read': '无法读取保险库',
  'Looking for earlier copies of it': '正在查找较早的副本',
  '{why}. It was left as it is.': '{why}。保险库保持原样。',
  'There is no earlier copy that could take its place. Put a sound copy of your own there:':
    '没有可用来替换的较早副本。请将您自己的完好副本放到：',
  'Or begin anew, in a terminal:': '或在终端中重新开始：',
  'The copy is in its place; opening it. What could not be read lies beside it.':
    '副本已就位，正在打开。无法读取的文件放在旁边。',
  'One of these earlier copies can take its place, with all that opened it then. What cannot be read is kept beside it.':
    '可以用以下较早的副本之一替换，当时的打开方式一并恢复。无法读取的文件会保留在旁边。',
  'Put in its place: the copy of {when}': '用{when}的副本替换',
  'Put in its place': '用它替换',
  'Passphrase or recovery code of that time': '当时的口令或恢复代码',
  'Key file of that time': '当时的密钥文件',
  'its whole path': '完整路径',
  'Open the copy of {when} by it': '用它打开{when}的副本',
  'Four steps to a quiet tray': '四步，托盘从此安静',
  'Five steps to a quiet tray': '五步，托盘从此安静',
  'Four steps to quiet keys': '四步，密钥从此省心',
  'Five steps to quiet keys': '五步，密钥从此省心',
  'Each provider was asked about its keys. From now on that happens by itself.':
    '已向各提供商检查其密钥。此后会自动进行。',
  '{count, plural, one {Nobody was asked about one key yet.} other {Nobody was asked about # keys yet.}} Asking spends no tokens.':
    '{count, plural, other {还有 # 个密钥尚未检查。}}检查不消耗 token。',
  '{count, plural, one {It works.} other {All # work.}}': '{count, plural, other {# 个全部有效。}}',
  '{works} of {count} work; the list says what is wrong with the others.':
    '{count} 个中有 {works} 个有效；列表说明其余的问题。',
  'Test now': '立即测试',
  Asking: '正在检查',
  'No gateway on this computer keeps a key in clear that it could fetch.':
    '本机没有网关以明文保存可改为获取的密钥。',
  '{names}: {count, plural, one {one key stands} other {# keys stand}} in clear. Linked, they are fetched from the vault instead; what would change is shown first.':
    '{names}：{count, plural, other {# 个密钥}}为明文。关联后将改为从保险库获取；会先显示将发生的更改。',
  'Link {name}…': '关联 {name}…',
  'Keywatch starts in the tray when you log in. The settings change that.':
    'Keywatch 会在您登录时于托盘中启动。可在设置中更改。',
  'Keywatch starts with your session.': 'Keywatch 会随您的会话启动。',
  'So that somebody notices. From here it cannot be set; type this in a session of yours:':
    '这样密钥失效时能及时发现。从这里无法设置；请在您的会话中输入：',
  'So that somebody notices when a key fails while you look elsewhere.':
    '这样即使您在忙别的事，密钥失效时也能及时发现。',
  'Install the service…': '安装服务…',
  'is there already, as it is': '已存在，内容相同',
  'takes the place of what Keywatch wrote before': '替换 Keywatch 之前写入的内容',
  'was changed since Keywatch wrote it: that is put aside': '自 Keywatch 写入后已被更改：旧内容会移到一旁',
  'is there and not Keywatch’s: that is put aside': '已存在且不属于 Keywatch：会移到一旁',
  'Install the service': '安装服务',
  'It starts from your next login on': '从您下次登录起启动',
  Install: '安装',
  'Looking at what would be written': '正在查看将写入的内容',
  'Nothing was written.': '未写入任何内容。',
  'The system then starts Keywatch for you, without any administrator, and this window is served where it is now.':
    '之后系统会为您启动 Keywatch，无需管理员；此窗口仍在当前位置提供。',
  'What is written': '写入的内容',
  'The service is installed': '服务已安装',
  'keywatch service uninstall takes it away': '用 keywatch service uninstall 可移除',
  'Nothing now: this Keywatch goes on until it is ended. To hand over at once, end it, then type:':
    '现在无需操作：此 Keywatch 会继续运行直到结束。要立即交接，请结束它，然后输入：',
  'The window then has a new address, which this prints:': '此后窗口会有新地址，由以下命令显示：',
} satisfies Phrases;
