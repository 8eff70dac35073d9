import type { Phrases } from '../translation.ts';

/** What files that come in or go out are refused for. */
export const transferTold: Phrases = {
  'This exported file holds no list of profiles; nothing was imported; export it again.':
    '此导出文件中没有配置列表；未导入任何内容；请重新导出。',
  'entry {index}': '第 {index} 项',
  'The {what} cannot be read; nothing was imported; export the file again.':
    '无法读取 {what}；未导入任何内容；请重新导出该文件。',
  'Secrets are exported under a passphrase only, and none was given; nothing was exported; give one, as with --passphrase-file.':
    '机密内容只能在口令保护下导出，而没有提供口令；未导出任何内容；请提供口令，例如 --passphrase-file。',
  'The file would be larger than the 8 MiB that can be imported again; nothing was exported; take a copy of the data directory instead.':
    '文件会超过可再次导入的 8 MiB；未导出任何内容；请改为复制数据目录。',
  'profile {index}': '第 {index} 个配置',
  'it holds no secret': '它没有机密内容',
  'it waits for models auth activate': '它在等待 models auth activate',
  'Keywatch knows no provider {which}': 'Keywatch 不认识提供商 {which}',
  'Keywatch cannot watch a login of {name}': 'Keywatch 无法监测 {name} 的登录',
  'it holds no access token': '它没有访问令牌',
  '{name} lost this login while it renewed it; sign in again there':
    '{name} 在续期时丢失了此登录；请在那里重新登录',
  'Programs of a gateway are run for the command line alone; nothing was imported; type keywatch gateway import --allow-exec.':
    '网关的程序只能由命令行运行；未导入任何内容；请输入 keywatch gateway import --allow-exec。',
  '{name} cannot use {path}: {problem}; nothing was imported; put a copy of it back, or sign in there again.':
    '{name} 无法使用 {path}：{problem}；未导入任何内容；请放回它的副本，或在那里重新登录。',
  'its reference leads nowhere': '它的引用没有指向任何内容',
  'Keywatch serves it already': 'Keywatch 已在提供它',
  'a program gives it, which was not run; --allow-exec runs it':
    '它由程序给出，而该程序没有运行；--allow-exec 可运行它',
  'The vault was changed while it was compared; nothing was imported; try again.':
    '比较期间保险库已改变；未导入任何内容；请重试。',
  'And {count} more.': '另有 {count} 项。',
  'Nothing was imported, for {which} refused. {what}{next}':
    '未导入任何内容，因为有{which}被拒绝。{what}{next}',
  'one entry is': '一项',
  '{count} entries are': '{count} 项',
  'it is an address': '它是一个地址',
  'it holds no key': '它没有密钥',
  'it does not tell whose key it is ({label})': '无法看出它属于哪个提供商（{label}）',
  'it is the same key as {twin}': '它与 {twin} 的密钥相同',
  'this key is stored already, as {name} ({id}), which stays as it is':
    '此密钥已保存为 {name}（{id}），它保持原样',
  'The id {which} stands in {metAt} too, with another key; nothing was imported; give one of them another id.':
    'ID {which} 也出现在 {metAt}，但密钥不同；未导入任何内容；请为其中一个换一个 ID。',
  'of this entry': '（该项的 ID）',
  'the file holds no key for it': '文件中没有它的密钥',
  'the stored profile is damaged and stays so, unless it is replaced':
    '已保存的配置已损坏，除非替换，否则保持原样',
  'another key is stored under this id and stays, unless it is replaced':
    '此 ID 下已保存另一密钥，除非替换，否则保持原样',
  'line {line}': '第 {line} 行',
  'It has {count} columns and the first line has {columns}: a separator inside a value needs quotes around that.':
    '它有 {count} 列，而首行有 {columns} 列：值中的分隔符需要用引号括起。',
  'one of its lines': '其中一行',
  'This table cannot be read: {which} is not as CSV is (a quote that is not closed?); nothing was imported; correct that line.':
    '无法读取此表格：{which}不符合 CSV 格式（引号没有闭合？）；未导入任何内容；请修正该行。',
  'The file is larger than 8 MiB; nothing was imported; import it in parts.':
    '文件大于 8 MiB；未导入任何内容；请分批导入。',
  'The file holds {count} entries and 10,000 are taken at once; nothing was imported; import it in parts.':
    '文件有 {count} 项，而一次最多导入 10,000 项；未导入任何内容；请分批导入。',
  'There is nothing in this file that could be a credential; nothing was imported; give an export of Keywatch, a .env file, JSON, or a table (CSV) whose first line names its columns.':
    '此文件中没有可作为凭据的内容；未导入任何内容；请提供 Keywatch 的导出文件、.env 文件、JSON，或首行为列名的表格（CSV）。',
  'The file begins like JSON and is none{how}; nothing was imported; correct it there.':
    '文件开头像 JSON，但并不是{how}；未导入任何内容；请在那里修正。',
  ' (line {line})': '（第 {line} 行）',
  'A newer Keywatch exported this file; nothing was imported; update this one.':
    '此文件由更新版本的 Keywatch 导出；未导入任何内容；请更新当前版本。',
  'This exported file is sealed under a passphrase and none was given; nothing was imported; give it, as with --passphrase-file.':
    '此导出文件由口令加密，而没有提供口令；未导入任何内容；请提供口令，例如 --passphrase-file。',
  'it is no credential': '它不是凭据',
  'an entry': '某一项',
  'This login is renewed by the tool it belongs to, and a copy would sign that out; link it instead: keywatch auth add --ref login:…':
    '此登录由其所属的工具续期，复制会使其退出登录；请改为关联它：keywatch auth add --ref login:…',
  'The {fields} cannot be read as one, or is too long; nothing was imported; correct it in the file.':
    '{fields} 无法按要求读取，或过长；未导入任何内容；请在文件中修正。',
  'The {what} cannot be read as one; nothing was imported; correct it in the file.':
    '{what}无法按要求读取；未导入任何内容；请在文件中修正。',
  'RestFlow keeps it sealed and gives no secret out; paste it: keywatch auth add --provider {id}':
    'RestFlow 将其加密保存，不交出机密内容；请粘贴：keywatch auth add --provider {id}',
  'This file is sealed in a way that this Keywatch does not know; nothing was imported; update Keywatch, or export it again.':
    '此文件的加密方式是此版本的 Keywatch 不认识的；未导入任何内容；请更新 Keywatch，或重新导出。',
  'This passphrase does not open the file, or the file was changed; nothing was imported; try again.':
    '此口令无法打开该文件，或文件已被改动；未导入任何内容；请重试。',
  'No file was given; nothing was imported; choose one.': '没有提供文件；未导入任何内容；请选择一个。',
  'What was sent of this file was forgotten; nothing was imported; choose the file again.':
    '已上传的部分已被清除；未导入任何内容；请重新选择该文件。',
  'a line': '某一行',
};
