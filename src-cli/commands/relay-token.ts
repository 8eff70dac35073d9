import type { RelayToken } from '../../src-shared/contract-relay.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { exactMoment } from '../../src-shared/times.ts';
import type { Asked } from '../arguments.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { table, type Look } from '../page.ts';
import { countOption, given, momentOption } from '../typed-values.ts';

function failoverOf(asked: Asked): RelayToken['failover'] | undefined {
  const typed = asked.text('failover');
  if (typed === undefined || typed === 'mend' || typed === 'limits') return typed;
  throw new KeywatchError(
    'bad_usage',
    '--failover knows mend and limits; no access token was made; use one of them, or leave it out',
  );
}

export const relayTokenAdd: Command = {
  name: 'relay token add',
  says: 'Let a tool use the relay: makes an access token, which is shown this once',
  takes: 'NAME',
  words: { least: 1, most: 1 },
  makesVault: true,
  options: {
    provider: {
      type: 'string',
      value: 'PROVIDER',
      multiple: true,
      says: 'For that provider; for all where absent.',
    },
    agent: { type: 'string', value: 'AGENT', multiple: true, says: 'May ask by the order of that agent.' },
    'per-minute': { type: 'string', value: 'N', says: 'So many requests a minute at the most.' },
    'per-day': { type: 'string', value: 'N', says: 'So many requests a day (UTC) at the most.' },
    expires: { type: 'string', value: 'DATE|DURATION', says: 'When it ends; never where absent.' },
    failover: {
      type: 'string',
      value: 'mend|limits',
      says: 'Go to the next key whenever that may do better, or at limits and quotas alone.',
    },
    origin: {
      type: 'string',
      value: 'URL',
      multiple: true,
      says: 'A web page that may use it, by its origin.',
    },
  },
  notes: ['Keywatch keeps a hash of it alone: a token that is lost is revoked and made anew.'],
  async run(asked, host) {
    const input = {
      name: asked.words[0] ?? '',
      ...given({
        providers: someOf(asked, 'provider'),
        agents: someOf(asked, 'agent'),
        origins: someOf(asked, 'origin'),
        perMinute: countOption(asked, 'per-minute', 100_000),
        perDay: countOption(asked, 'per-day', 10_000_000),
        expiresAt: momentOption(asked, 'expires', host.now()) ?? undefined,
        failover: failoverOf(asked),
      }),
    };
    if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(input.name))
      throw new KeywatchError(
        'bad_usage',
        'a token is named by one word of letters, digits, dots, dashes and underscores; no access token was made; call it like the tool it is for',
      );
    const { token, entry } = await (await host.client()).relay.addToken(input);
    return {
      document: documentOf('relay-token', { token, ...entry }),
      lines: () => [token, `It is shown this once: ${mayOf(entry)}.`],
    };
  },
};

function someOf(asked: Asked, option: string): string[] | undefined {
  const typed = [...asked.list(option)];
  return typed.length === 0 ? undefined : typed;
}

/** What a token may, in a few words. */
function mayOf({ providers, agents, perMinute, perDay, expiresAt, failover, origins }: RelayToken): string {
  return [
    providers === null ? 'for every provider' : `for ${providers.join(', ')}`,
    ...(agents.length === 0 ? [] : [`by the order of ${agents.join(', ')}`]),
    ...(perMinute === null ? [] : [`${perMinute} a minute`]),
    ...(perDay === null ? [] : [`${perDay} a day`]),
    ...(expiresAt === null ? [] : [`until ${exactMoment(expiresAt)}`]),
    ...(failover === 'limits' ? ['to the next key at limits alone'] : []),
    ...(origins.length === 0 ? [] : [`also from ${origins.join(', ')}`]),
  ].join(', ');
}

export const relayTokenList: Command = {
  name: 'relay token list',
  says: 'Who may use the relay',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run(_, host) {
    const { tokens } = await (await host.client({ mayStayLocked: true })).relay.tokens({});
    return {
      document: documentOf('relay-tokens', { tokens }),
      lines: (look) =>
        tokens.length === 0
          ? ['Nobody may use the relay yet: keywatch relay token add NAME makes an access token.']
          : tokenTable(tokens, look),
    };
  },
};

function tokenTable(tokens: readonly RelayToken[], look: Look): string[] {
  return table(
    tokens,
    [
      { head: 'Token', cell: ({ name }) => ({ text: name, tone: 'strong' }), least: 12 },
      { head: 'Made', cell: ({ createdAt }) => exactMoment(createdAt), leaves: 1 },
      { head: 'May', cell: mayOf, least: 20 },
    ],
    look,
  );
}

export const relayTokenRevoke: Command = {
  name: 'relay token revoke',
  says: 'Let a tool use the relay no more',
  takes: 'NAME',
  words: { least: 1, most: 1 },
  options: {},
  async run(asked, host) {
    const name = asked.words[0] ?? '';
    await (await host.client()).relay.revokeToken({ name });
    return {
      document: documentOf('relay-token-revoked', { name }),
      lines: () => [`The access token ${name} lets nobody in any more.`],
    };
  },
};
