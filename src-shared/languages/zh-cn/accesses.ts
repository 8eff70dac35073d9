import type { Phrases } from '../translation.ts';

/** Who got which key and when, of the whole vault. */
export const accesses = {
  'Access log': '访问记录',
  Accesses: '访问',
  '{deed} · {how}': '{deed} · {how}',
  '{id}, removed': '{id}，已移除',
  'A removed profile': '已移除的配置',
  'Every profile': '所有配置',
  'No key has left Keywatch.': '没有密钥离开过 Keywatch。',
  'The {count} newest': '最新 {count} 条',
  'Programs are named as they name themselves': '程序名称均为其自称',
  Close: '关闭',
} satisfies Phrases;
