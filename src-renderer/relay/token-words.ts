import type { RelayToken } from '../../src-shared/contract-relay.ts';
import { listedWithAnd } from '../../src-shared/list.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { say } from '../../src-shared/say.ts';
import { longDate } from '../../src-shared/times.ts';
import type { Hiding } from '../store/hiding.ts';

/** What a token may, in phrases. */
export function tokenWords(token: RelayToken, hiding: Hiding, now: number): readonly string[] {
  const { providers, agents, origins, perMinute, perDay, expiresAt, failover } = token;
  return [
    providers === null ? say('Every provider') : listedWithAnd(providers.map(providerName)),
    ...(agents.length === 0
      ? []
      : [say('by the order of {names}', { names: listedWithAnd(agents.map(hiding.value)) })]),
    ...(perMinute === null ? [] : [say('{count} a minute', { count: perMinute })]),
    ...(perDay === null ? [] : [say('{count} a day', { count: perDay })]),
    ...(failover === 'limits' ? [say('to the next key at limits alone')] : []),
    ...(origins.length === 0
      ? []
      : [say('also for {pages}', { pages: listedWithAnd(origins.map(hiding.value)) })]),
    ...(expiresAt === null
      ? []
      : [
          expiresAt <= now
            ? say('ended on {date}', { date: longDate(expiresAt, now) })
            : say('until {date}', { date: longDate(expiresAt, now) }),
        ]),
  ];
}

/** How a token is called here: by a number, while names are hidden. */
export function tokenNames(tokens: readonly RelayToken[], hiding: Hiding): (name: string | null) => string {
  const numbers = new Map(tokens.map(({ name }, index) => [name, index + 1]));
  return (name) => {
    if (name === null) return say('No token');
    if (!hiding.isOn) return name;
    const number = numbers.get(name);
    return number === undefined ? say('A token that is gone') : say('Token {number}', { number });
  };
}
