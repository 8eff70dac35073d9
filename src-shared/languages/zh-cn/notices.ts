import type { Phrases } from '../translation.ts';

/** Notices, as the desktop and whatever a person chose besides shows them. */
export const notices = {
  'A trial of Keywatch’s notices': 'Keywatch 提醒测试',
  'You see this because somebody asked for it. Nothing is wrong.': '这是有人要求发送的测试。一切正常。',
  '{name} leads nowhere': '{name} 的引用无效',
  'Nothing can be read any more at {reference}. Put it back, or change the profile.':
    '{reference} 处已读不到任何内容。请恢复该内容，或更改配置。',
  '{name} has another key': '{name} 换成了另一个密钥',
  'What lies at {reference} is not the key that was linked; now it is {fingerprint}, and that one is used. If you did not change it, look who did.':
    '{reference} 处的密钥已不是当初关联的那个；现在是 {fingerprint}，并正在使用。若非您所改，请查明是谁改的。',
  '{name} has expired': '{name} 已过期',
  '{name} expires {when}': '{name} 将于{when}到期',
  '{credential}, {date}, {source}.': '{credential}，{date}，{source}。',
  '{who} is in trouble, {count, plural, one {# key} other {# keys}} affected':
    '{who} 出现故障，影响 {count, plural, other {# 个密钥}}',
  '{count, plural, one {Since {moment}. The key is not blamed; it waits until it answers again.} other {Since {moment}. The keys are not blamed; they wait until it answers again.}}':
    '{count, plural, other {自 {moment} 起。与密钥无关；待其恢复回应后继续检查。}}',
  '{name} works again': '{name} 恢复正常',
  '{count} {provider} keys work again': '{count} 个 {provider} 密钥恢复正常',
  '{provider} accepts it since {since}; it was out for {span}.':
    '{provider} 自 {since} 起重新接受；此前停用了 {span}。',
  '{provider} accepts {names} since {since}.': '{provider} 自 {since} 起重新接受 {names}。',
  '{name} is due for a new key': '{name} 该更换密钥了',
  '{name} stopped working': '{name} 已失效',
  '{count} {provider} keys stopped working': '{count} 个 {provider} 密钥已失效',
  '{names}: {provider} refuses them, and repeated it. {instead}':
    '{names}：{provider} 拒绝了它们，再次检查结果相同。{instead}',
  '{provider} refuses {count} keys at once': '{provider} 同时拒绝了 {count} 个密钥',
  '{names} stay in use; this may be the provider’s fault. Asked again at {time}.':
    '{names} 继续使用；这可能是提供商的问题。将于 {time} 再次检查。',
  '{some} and {count} more': '{some}，另有 {count} 个',
  '{first}; {second}; {third}; and {count} more.': '{first}；{second}；{third}；另有 {count} 项。',
  '{count} things need a look': '有 {count} 项需要处理',
  'Snooze for a day': '推迟一天',
} satisfies Phrases;
