import type { Phrases } from '../translation.ts';

/** What other tools keep on this machine. */
export const discover = {
  Discover: '发现',
  'Looking at what other tools keep here': '正在查看其他工具在此保存的内容',
  'The vault is locked: what of this it holds already is not known, and nothing can be taken.':
    '保险库已锁定：无法得知其中已有哪些凭据，也无法取用任何一项。',
  'Unlock…': '解锁…',
  'No other tool keeps a credential here. Keys you have at hand are pasted.':
    '没有其他工具在此保存凭据。手头的密钥可以直接粘贴。',
  'Nothing is left but what you ignore.': '除了您忽略的，没有其他内容。',
  'Hide what is ignored': '隐藏已忽略的',
  '{count, plural, one {Show # that is ignored} other {Show # that are ignored}}':
    '{count, plural, other {显示 # 项已忽略的}}',
  'Not looked at': '未查看',
  'Close it to others, in a terminal:': '在终端中取消其他用户的访问权限：',
  'in clear': '明文',
  'in clear, other users can read it': '明文，其他用户可以读取',
  'Environment variables': '环境变量',
  'ended {when}': '已于{when}过期',
  'ends {when}': '将于{when}到期',
  'renewed by {owner}': '由 {owner} 续期',
  Link: '关联',
  'Copy into the vault': '复制到保险库',
  Ignore: '忽略',
  'Link {what}': '关联 {what}',
  'Copy into the vault: {what}': '复制到保险库：{what}',
  'Ignore {what}': '忽略 {what}',
  'Offer again': '重新提供',
  'Offer {what} again': '重新提供 {what}',
  'Linked as {id}': '已关联为 {id}',
  'Copied into the vault as {id}': '已复制到保险库：{id}',
  'Here as {id}': '已在保险库中：{id}',
  'Find {number}': '第 {number} 项',
  'Provider unknown': '提供商未知',
  'Agree and store it': '同意并保存',
  'Store it anyway': '仍然保存',
  'A link leaves a key where it lies; a copy goes into the vault. Looking sends nothing.':
    '关联让密钥留在原处；复制则存入保险库。查看不会发送任何内容。',
  '{count, plural, one {# credential was added} other {# credentials were added}}':
    '{count, plural, other {已添加 # 个凭据}}',
  'Look again': '重新查看',
  Done: '完成',
} satisfies Phrases;
