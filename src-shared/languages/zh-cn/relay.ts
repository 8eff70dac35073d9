import type { Phrases } from '../translation.ts';

/** The relay's own dialog, and why a request was turned away. */
export const relay: Phrases = {
  'No valid access token': '没有有效的访问令牌',
  'Token is not for this provider': '令牌不适用于此提供商',
  'Token is not for this agent': '令牌不适用于此代理',
  'Over the token’s requests a minute': '超过令牌的每分钟请求数',
  'Over the token’s requests a day': '超过令牌的每日请求数',
  'No key that can serve': '没有可用的密钥',
  'Every key is resting': '所有密钥都在冷却中',
  'Only a login, which is never sent': '只有登录凭据，而它从不发送',
  'The vault is locked': '保险库已锁定',
  'Web page that no token names': '没有令牌允许的网页',
  'No address of the relay': '不是中继的地址',
  'Keywatch could not do it': 'Keywatch 无法完成',
};
