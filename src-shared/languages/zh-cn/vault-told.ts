import type { Phrases } from '../translation.ts';

/** What the vault refuses, and why. */
export const vaultTold: Phrases = {
  'its file cannot be read: {why}': '无法读取其文件：{why}',
  'its file is cut short or damaged': '其文件不完整或已损坏',
  'its file is no vault: {problem}': '其文件不是保险库：{problem}',
  'a newer Keywatch wrote it, so update this one': '由更新版本的 Keywatch 写入，请先更新',
  'its version {version} is unknown': '其版本 {version} 未知',
  '{count} backups are meant by that; nothing was changed; name one whole, as backup list shows them.':
    '有 {count} 个备份符合；未作任何更改；请写出备份列表中的完整名称。',
  'There is no backup {which}; nothing was changed; keywatch backup list shows them.':
    '没有备份 {which}；未作任何更改；可用 keywatch backup list 查看。',
  'of that name': '（该名称）',
  'The backup {id}': '备份 {id}',
  'The backups': '备份',
  '{what} cannot be read now: {why}; nothing was changed; try again in a moment.':
    '现在无法读取{what}：{why}；未作任何更改；请稍后再试。',
  'The backup {id} cannot be restored: {why}; nothing was changed; choose another (keywatch backup list).':
    '无法恢复备份 {id}：{why}；未作任何更改；请选择其他备份（keywatch backup list）。',
  'KEYWATCH_HOME is "{named}", which depends on where the command runs; nothing was opened; give it as an absolute path':
    'KEYWATCH_HOME 为“{named}”，它取决于命令的运行位置；未打开任何内容；请使用绝对路径',
  'The data directory {path} could not be made: {why}; nothing was written; give access to it or name another in KEYWATCH_HOME':
    '无法创建数据目录 {path}：{why}；未写入任何内容；请授予访问权限，或在 KEYWATCH_HOME 中指定其他目录',
  'it is cut short or damaged (not valid JSON)': '它不完整或已损坏（不是有效的 JSON）',
  'it is not a JSON object': '它不是 JSON 对象',
  'it carries no version': '它没有版本号',
  'its key section is missing': '缺少密钥部分',
  'its profiles are missing': '缺少配置部分',
  'its key section cannot be read': '密钥部分无法读取',
  '1 older backup': '1 个旧备份',
  '{backups} older backups': '{backups} 个旧备份',
  'the vault through {which}': '保险库（通过{which}）',
  'What was removed (slot {slots}) still opens {which}.': '已移除的打开方式（{slots}）仍能打开{which}。',
  'What was removed (slot {slots}) still opens {which}, and protects nothing: whoever can read the data directory can do so.':
    '已移除的打开方式（{slots}）仍能打开{which}，且不提供任何保护：能读取数据目录的人都可以做到。',
  'Give the vault another key and delete them: keywatch vault rotate-key --purge-backups':
    '请为保险库更换密钥并删除这些备份：keywatch vault rotate-key --purge-backups',
  'The vault was locked meanwhile; nothing was changed; unlock it, then try again.':
    '保险库在此期间被锁定；未作任何更改；请解锁后重试。',
  'The settings, the order or the list of profiles were changed outside Keywatch.':
    '设置、顺序或配置列表在 Keywatch 之外被改动。',
  'One profile was taken out outside Keywatch.': '有一个配置在 Keywatch 之外被移除。',
  '{missing} profiles were taken out outside Keywatch.': '有 {missing} 个配置在 Keywatch 之外被移除。',
  'it was closed': '保险库已关闭',
  'nobody was there for {minutes} min': '{minutes} 分钟无人操作',
  'the machine went to sleep': '电脑已进入睡眠',
  'the screen was locked': '屏幕已锁定',
  'its record was changed outside Keywatch': '其记录在 Keywatch 之外被改动',
  'its record is an older one put back, or was copied in': '其记录是被放回的旧记录，或是从别处复制而来',
  'No vault was made, for its key has no place; nothing was written; unlock the keyring of the system or name a key file in KEYWATCH_KEY_FILE':
    '未创建保险库，因为其密钥无处存放；未写入任何内容；请解锁系统密钥环，或在 KEYWATCH_KEY_FILE 中指定密钥文件',
  'No vault was made, for its key has no place: {why}; nothing was written; unlock the keyring of the system or name a key file in KEYWATCH_KEY_FILE':
    '未创建保险库，因为其密钥无处存放：{why}；未写入任何内容；请解锁系统密钥环，或在 KEYWATCH_KEY_FILE 中指定密钥文件',
  'This vault file is older than the one last seen here: it was put back from a copy.':
    '此保险库文件比上次看到的要旧：它是从副本放回的。',
  'The data directory cannot be taken by its lock file {path}: {why}; nothing was changed; make room, give access to the directory or move away what lies there, then try again':
    '无法通过锁文件 {path} 占用数据目录：{why}；未作任何更改；请腾出空间、授予目录访问权限，或移走占位的内容，然后重试',
  'its secret does not open': '其机密内容无法解密',
  'its record is not an object': '其记录不是对象',
  'its {name} cannot be read': '其 {name} 无法读取',
  'its secret cannot be read': '其机密内容无法读取',
  'The vault {path} could not be opened: {why}; it was left as it is; {advice}':
    '无法打开保险库 {path}：{why}；它保持原样；{advice}',
  "give yourself access to it (chmod 600 ''{path}''), then try again":
    "请为自己授予访问权限（chmod 600 ''{path}''），然后重试",
  'The backup {id} is sealed under an earlier key of the vault, and nothing at hand opens it; nothing was changed; give what opened one of its slots ({which}), as with --passphrase-file.':
    '备份 {id} 使用保险库以前的密钥加密，现有方式都无法打开；未作任何更改；请提供当时能打开它的内容（{which}），例如 --passphrase-file。',
  'The backup {id} is sealed under an earlier key of the vault, and nothing at hand opens it: {why}; nothing was changed; give what opened one of its slots ({which}), as with --passphrase-file.':
    '备份 {id} 使用保险库以前的密钥加密，现有方式都无法打开：{why}；未作任何更改；请提供当时能打开它的内容（{which}），例如 --passphrase-file。',
  'it has none': '它没有任何打开方式',
  'There is no profile {which}; nothing was changed; see the list for its id':
    '没有配置 {which}；未作任何更改；请在列表中查看其 ID',
  'of that id': '（该 ID）',
  'A profile {id} exists already; it was kept as it is; choose another id':
    '配置 {id} 已存在；它保持原样；请换一个 ID',
  '{id} was removed more than 30 seconds ago and cannot be restored; nothing was changed; a backup may still hold it':
    '{id} 移除已超过 30 秒，无法撤销；未作任何更改；备份中可能还有它',
  '{id} is not used: {why}; it was kept as it is, its secret neither used nor shown; remove it and add it again, or restore a backup':
    '未使用 {id}：{why}；它保持原样，其机密内容既不使用也不显示；请移除后重新添加，或恢复备份',
  'The key was not changed, for {id} cannot be carried over: {why}; everything was kept as it is; remove that profile or restore a backup, then rotate the key again':
    '未更换密钥，因为 {id} 无法转入：{why}；一切保持原样；请移除该配置或恢复备份，然后再更换密钥',
  'The vault {path} was written by a newer Keywatch (version {version}); it was left as it is and can be listed; update Keywatch to use or change it':
    '保险库 {path} 由更新版本的 Keywatch 写入（版本 {version}）；它保持原样，可以查看列表；如需使用或更改，请更新 Keywatch',
  'The vault {path} was written by a newer Keywatch; it was left as it is; update Keywatch to take everything out of it':
    '保险库 {path} 由更新版本的 Keywatch 写入；它保持原样；如需取出全部内容，请更新 Keywatch',
  'The vault is locked: {reason}; everything in it was kept; unlock it and try again':
    '保险库已锁定：{reason}；其中内容均已保留；请解锁后重试',
  'This opens no slot: it has the length of a recovery code and a typing mistake in it; the vault stays locked; compare it with the printed one.':
    '无法打开：它的长度与恢复代码相同，但有输入错误；保险库保持锁定；请与打印的代码核对。',
  'This passphrase opens no slot of the vault; it stays locked and everything in it was kept; try again.':
    '此口令无法打开保险库；保险库保持锁定，其中内容均已保留；请重试。',
  'The vault {path} cannot be read: {why}; the file was kept as it is; {advice}':
    '无法读取保险库 {path}：{why}；文件保持原样；{advice}',
  'put a sound copy in its place': '请换上完好的副本',
  'earlier copies are in {backups}: keywatch backup list shows them, keywatch backup restore puts one in its place':
    '较早的副本在 {backups} 中：可用 keywatch backup list 查看，用 keywatch backup restore 恢复其中一份',
  'The vault {path} is not there, and earlier copies of it are; no other was made, and they were kept in {backups}; put it back, or choose one with keywatch backup list for keywatch backup restore; keywatch reset begins anew':
    '保险库 {path} 不在原处，但其较早的副本还在；没有另行创建，副本保留在 {backups}；请将其放回，或用 keywatch backup list 选择一份并用 keywatch backup restore 恢复；keywatch reset 可重新开始',
  'The vault {path} could not be written: {why}; what was there before was kept; make room or give access, then try again':
    '无法写入保险库 {path}：{why}；之前的内容均已保留；请腾出空间或授予访问权限，然后重试',
  'the disk is full': '磁盘已满',
  'the disk quota is used up': '磁盘配额已用完',
  'the disk is read-only': '磁盘为只读',
  'access was refused': '访问被拒绝',
  'the disk reported an error': '磁盘报告错误',
  'too many files are open': '打开的文件过多',
  'something else lies in its place': '原处被其他内容占据',
  'an unexpected fault': '意外故障',
  'system error {code}': '系统错误 {code}',
};
