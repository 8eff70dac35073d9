import type { Phrases } from '../translation.ts';

/** The ways into a vault, and why one does not open it. */
export const slots: Phrases = {
  'The keyring of the system does not answer.': '系统密钥环没有回应。',
  'No keyring answers on this desktop, so whoever can read the vault file can open it; start GNOME Keyring or KWallet, then protect the vault with it.':
    '此桌面上没有密钥环回应，因此能读取保险库文件的人就能打开它；请启动 GNOME Keyring 或 KWallet，然后用它保护保险库。',
  'the keyring of the system did not take the key, so unlock it and try again':
    '系统密钥环未接受密钥，请解锁后重试',
  'the keyring of the system is locked or not up yet': '系统密钥环已锁定或尚未就绪',
  '; it was made with {madeBy}, and {now} answers now': '；它由 {madeBy} 创建，而现在回应的是 {now}',
  'the keyring of the system no longer holds the key of this vault{how}':
    '系统密钥环中已没有此保险库的密钥{how}',
  'the keyring of the system ({backend}) answers and has no key for this vault':
    '系统密钥环（{backend}）有回应，但没有此保险库的密钥',
  'the key in the keyring of the system ({backend}) does not open this vault':
    '系统密钥环（{backend}）中的密钥无法打开此保险库',
  'the keyring of the system ({backend}) is locked or does not answer':
    '系统密钥环（{backend}）已锁定或没有回应',
  'it was locked on demand': '已按要求锁定',
  "This vault cannot be locked, for {why}; it stays open; add a slot that needs a person (a passphrase, the keyring), and remove the file's.":
    '无法锁定此保险库，因为{why}；它保持打开；请添加需要人工操作的打开方式（口令、密钥环），并移除文件方式。',
  'Too many wrong passphrases; nothing was changed; try again in {seconds} s.':
    '错误的口令次数过多；未作任何更改；请在 {seconds} 秒后重试。',
  'The key of this vault lies beside it, in {path}: whoever copies the directory can open it.':
    '此保险库的密钥就在它旁边的 {path} 中：复制该目录的人即可打开保险库。',
  'the key file {path} is not the one this vault was made with':
    '密钥文件 {path} 不是创建此保险库时所用的文件',
  'the key file {why}': '密钥文件 {why}',
  'the key file {path} holds fewer than {keyBytes} bytes; it was not used':
    '密钥文件 {path} 不足 {keyBytes} 字节；未使用它',
  'the key file {path} could not be made: {why}': '无法创建密钥文件 {path}：{why}',
  'the key file {path} could not be removed: {why}': '无法删除密钥文件 {path}：{why}',
  'every slot of this vault opens without anyone, by a file that this machine reads by itself':
    '此保险库的每种打开方式都无需人工操作，而是由本机自行读取的文件打开',
  'the {type} slot did not give back what it was given': '打开方式 {type} 没有交还存入的内容',
  'the {type} slot failed': '打开方式 {type} 失败',
  'The slot {id} no longer opens this vault: {why}; {by} opened it; add a new slot and remove {id} when it is gone for good.':
    '打开方式 {id} 已无法打开此保险库：{why}；这次由 {by} 打开；请添加新的打开方式，确认 {id} 不再可用后将其移除。',
  'it names no slot that keeps its key': '没有列出任何保存密钥的打开方式',
  'The {id} slot also opens this vault and does not protect it; remove that slot.':
    '打开方式 {id} 也能打开此保险库，却不提供保护；请移除它。',
  'the passphrase in {path}': '{path} 中的口令',
  'this passphrase': '此口令',
  'the passphrase slot of this vault is not one Keywatch made':
    '此保险库的口令打开方式不是由 Keywatch 创建的',
  '{which} does not open this vault': '{which}无法打开此保险库',
  '{which} holds bytes that are no text in UTF-8; such bytes make a key file':
    '{which}含有非 UTF-8 文本的字节；这样的内容请用作密钥文件',
  'the passphrase file {path} is empty; it was not used': '口令文件 {path} 为空；未使用它',
  'the passphrase file {why}': '口令文件 {why}',
  'is not a file': '不是文件',
  'name a file': '请指定一个文件',
  'can be reached by other users': '可被其他用户访问',
  'type: chmod 600 {path}': '请输入：chmod 600 {path}',
  'is too large to hold a key': '过大，不可能是密钥',
  'name another file': '请指定其他文件',
  'is not there': '不存在',
  'put it back': '请将其放回',
  'cannot be opened': '无法打开',
  'give access to it': '请授予访问权限',
  'cannot be read now: {why}': '现在无法读取：{why}',
  'try again in a moment': '请稍后再试',
  '{path} {what}; it was not used; {advice}': '{path} {what}；未使用它；{advice}',
  'The new key cannot be put into every slot: {whys}; nothing was changed; give what opens it, or name it as one to drop.':
    '新密钥无法存入每种打开方式：{whys}；未作任何更改；请提供打开所需的内容，或将其列为要移除的方式。',
  'The slot {id} did not take the new key: {why}; nothing was changed; see to that and try again.':
    '打开方式 {id} 未接受新密钥：{why}；未作任何更改；请处理后重试。',
  'A slot of {wish} would not protect this vault: {advice}; nothing was changed; agree to it, or choose another slot.':
    '打开方式 {wish} 无法保护此保险库：{advice}；未作任何更改；请确认同意，或选择其他方式。',
  'whoever copies its directory can open it': '复制其目录的人即可打开',
  'No slot of {wish} can be added here: {why}; nothing was changed; choose another slot.':
    '此处无法添加打开方式 {wish}：{why}；未作任何更改；请选择其他方式。',
  'it has no code': '没有代码',
  'There is no passphrase': '没有口令',
  'The passphrase is shorter than {shortestPassphrase} characters': '口令少于 {shortestPassphrase} 个字符',
  'The passphrase has the form of a recovery code': '口令的形式与恢复代码相同',
  '{problem}; nothing was changed; choose another one.': '{problem}；未作任何更改；请换一个。',
  'This vault has the slot {id} for that already; nothing was changed; remove it first to replace it.':
    '此保险库已有用于此目的的打开方式 {id}；未作任何更改；如需替换，请先移除它。',
  'No slot of {wish} was added: {why}; everything was kept as it was; see to that and try again.':
    '未添加打开方式 {wish}：{why}；一切保持原样；请处理后重试。',
  'the only slot that opens this vault': '唯一能打开此保险库的方式',
  'the only slot of this vault': '此保险库唯一的打开方式',
  '{id} is {which}, and without it nothing would ever open it again; it was kept; add another slot first.':
    '{id} 是{which}，没有它就再也无法打开；它已保留；请先添加其他打开方式。',
  'Several slots are of the type {which}; nothing was changed; say which: {names}.':
    '有多种打开方式属于类型 {which}；未作任何更改；请指明是哪一个：{names}。',
  'This vault has no slot {which}; nothing was changed; it has {what}.':
    '此保险库没有打开方式 {which}；未作任何更改；现有：{what}。',
  code: '代码',
  passphrase: '口令',
  'it opens with its {what}, which was not asked for': '它需用{what}打开，而这次没有要求输入',
  'a newer Keywatch made a slot that this one does not know, so update it':
    '更新版本的 Keywatch 创建了此版本不认识的打开方式，请更新',
  'the vault opens with its recovery code and none was given': '保险库需用恢复代码打开，但没有提供',
  'the desktop app keeps the key of this vault, so start the app': '此保险库的密钥由桌面应用保管，请启动应用',
  'the key is in the keyring of the system, which is not used here': '密钥在系统密钥环中，而此处不使用密钥环',
  'the vault opens with a passphrase and none was given (KEYWATCH_PASSPHRASE_FILE can name a file with it)':
    '保险库需用口令打开，但没有提供（可在 KEYWATCH_PASSPHRASE_FILE 中指定含口令的文件）',
  'the vault opens with a key file and none was given (KEYWATCH_KEY_FILE can name it)':
    '保险库需用密钥文件打开，但没有提供（可在 KEYWATCH_KEY_FILE 中指定）',
  'the {type} slot holds the key of another vault': '打开方式 {type} 保管的是另一个保险库的密钥',
  'the key at hand keeps no other': '现有的密钥不保管其他密钥',
  'Whoever can read the data directory can open this vault by its {id} slot, and so can every program that runs as you.':
    '能读取数据目录的人可通过打开方式 {id} 打开此保险库，以您的身份运行的任何程序也可以。',
  'ask the unlocked keyring for the key': '向已解锁的密钥环索取密钥',
  'read the key file': '读取密钥文件',
  'watch what you type': '监视您的输入',
  'Programs that run as you can ask this Keywatch for any secret while the vault is open, and {what}.':
    '保险库打开期间，以您的身份运行的程序可以向 Keywatch 索取任何机密内容，还可以{what}。',
  'Programs that run as you get no secret from this Keywatch while the vault is locked; they can still {what}.':
    '保险库锁定期间，以您的身份运行的程序无法从 Keywatch 获得机密内容；但仍可以{what}。',
  none: '无',
};
