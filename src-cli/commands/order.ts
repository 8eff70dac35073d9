import { join } from 'node:path';
import type { OrderExplained } from '../../src-shared/contract-order.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { readModelPin } from '../../src-main/selection/model-pin.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done, Host, Options } from '../command.ts';
import { documentOf } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { ledger } from '../page.ts';
import { agentOf, agentOption } from '../typed-values.ts';
import { idOf } from './one-profile.ts';
import { orderLines } from './order-lines.ts';

/** Whose words a command speaks: ours, or the OpenClaw family's with its tree (D-B4). */
type Speech = 'auth order' | 'models auth order';

const options: Options = {
  provider: { type: 'string', value: 'PROVIDER', says: 'Whose profiles; needed.' },
  agent: agentOption,
};
const noWords = { least: 0, most: 0 };

/** Where the family looks for whoever is not named. */
export const mainAgent = 'main';

function questionOf(asked: Asked): { provider: string; agent: string | null } {
  return { provider: providerOf(asked), agent: agentOf(asked) ?? null };
}

/** Throws `bad_usage` where no provider was named. */
function providerOf(asked: Asked): string {
  const provider = asked.text('provider');
  if (provider !== undefined) return provider;
  throw new KeywatchError(
    'bad_usage',
    `${asked.command.name} needs --provider; nothing was changed; say whose profiles, like --provider anthropic`,
  );
}

/** What `get`, `set` and `clear` come to: the list alone, with where it lies in the family's tree. */
function listed(
  speech: Speech,
  { provider, agent, explicit }: OrderExplained,
  host: Host,
): Omit<Done, 'lines'> {
  const place = join(host.directory, 'vault.json');
  return {
    document:
      speech === 'auth order'
        ? documentOf('explicit-order', { provider, agent, order: explicit })
        : documentOf('models-auth-order-get', {
            agentId: agent ?? mainAgent,
            agentDir: host.directory,
            provider,
            authStatePath: place,
            order: explicit,
          }),
  };
}

function overrideLines({ provider, agent, explicit }: OrderExplained, host: Host): Done['lines'] {
  const list = explicit === null ? '(none)' : explicit.join(', ');
  return (look) => [
    ...ledger(
      [
        ['Agent', agent ?? 'all'],
        ['Provider', provider],
        ['Auth state file', join(host.directory, 'vault.json')],
      ],
      look,
    ),
    `Order override: ${list}`,
  ];
}

const getOf = (speech: Speech): Command => ({
  name: `${speech} get`,
  says: 'The order that was set for a provider, or for one agent',
  takes: '',
  words: noWords,
  options,
  async run(asked, host) {
    const explained = await (await host.reader()).order(questionOf(asked));
    return { ...listed(speech, explained, host), lines: overrideLines(explained, host) };
  },
});

/** The full ids of what was typed: of that provider if one fits, else of another, which the core then names. */
async function idsOf(asked: Asked, host: Host, provider: string): Promise<string[]> {
  const client = await host.client();
  const { order } = await client.order.explain({ provider });
  const own = new Set(order.map(({ id }) => id));
  const { profiles } = await client.profiles.list({});
  return asked.words.map((typed) => {
    try {
      return selectProfile(
        typed,
        profiles.filter(({ id }) => own.has(id)),
      ).id;
    } catch (thrown) {
      if (failureOf(thrown).code !== 'not_found') throw thrown;
      return profiles.find(({ id }) => id === typed)?.id ?? notFound(typed, host);
    }
  });
}

function notFound(typed: string, host: Host): never {
  const shown = repeatable(typed);
  throw new KeywatchError(
    'not_found',
    `Auth profile ${shown === null ? 'of that name' : `"${shown}"`} not found in ${host.directory}; the order was left as it is; keywatch auth list shows them all`,
  );
}

const setOf = (speech: Speech): Command => ({
  name: `${speech} set`,
  says: 'Say which profiles of a provider serve, first come first; the others do not',
  takes: 'ID…',
  words: { least: 1, most: 10_000 },
  options,
  async run(asked, host) {
    const question = questionOf(asked);
    const ids = await idsOf(asked, host, question.provider);
    const explained = await (await host.client()).order.set({ ...question, ids });
    return { ...listed(speech, explained, host), lines: overrideLines(explained, host) };
  },
});

const clearOf = (speech: Speech): Command => ({
  name: `${speech} clear`,
  says: 'Forget the order that was set',
  takes: '',
  words: noWords,
  options,
  async run(asked, host) {
    const question = questionOf(asked);
    const explained = await (await host.client()).order.clear(question);
    const whose = question.agent === null && speech === 'auth order' ? 'the' : 'per-agent';
    return { ...listed(speech, explained, host), lines: () => [`Cleared ${whose} order override.`] };
  },
});

export const orderGet = getOf('auth order');
export const orderSet = setOf('auth order');
export const orderClear = clearOf('auth order');
export const modelsOrderGet = getOf('models auth order');
export const modelsOrderSet = setOf('models auth order');
export const modelsOrderClear = clearOf('models auth order');

function explainedDone(explained: OrderExplained, headline: readonly string[] = []): Done {
  return {
    document: documentOf('order', explained),
    lines: (look) => [...headline, ...orderLines(explained, look)],
  };
}

export const orderExplain: Command = {
  name: 'auth order explain',
  says: 'Which credential of a provider serves next, and why not each other one',
  takes: '',
  words: noWords,
  options: {
    ...options,
    model: {
      type: 'string',
      value: 'MODEL@PROFILE',
      says: 'As behind /model: what a session gets that is pinned to that profile.',
    },
  },
  async run(asked, host) {
    const reader = await host.reader();
    const question = questionOf(asked);
    const explained = await reader.order(question);
    const profile = readModelPin(asked.text('model') ?? '').profile;
    if (profile === null) return explainedDone(explained);
    const own = explained.order.map(({ id }) => ({ id, name: id.slice(id.indexOf(':') + 1) }));
    const prefer = selectProfile(profile, own).id;
    return explainedDone(await reader.order({ ...question, prefer }));
  },
};

export const pin: Command = {
  name: 'auth pin',
  says: 'Let one profile go before all others of its provider, as long as it can serve',
  takes: 'ID',
  words: { least: 1, most: 1 },
  options: {},
  async run(asked, host) {
    const id = await idOf(host, asked.words[0] ?? '');
    const explained = await (await host.client()).order.pin({ id });
    if (explained.order.some((each) => each.id === id && each.why === 'excluded_by_order'))
      host.warn(
        `${id} is pinned, but the order leaves it out, so it does not serve; put it on the list first`,
      );
    return explainedDone(explained, [`Pinned ${id}.`]);
  },
};

export const unpin: Command = {
  name: 'auth unpin',
  says: 'Let the order of a provider decide again',
  takes: '',
  words: noWords,
  options: { provider: { type: 'string', value: 'PROVIDER', says: 'Whose pin; needed.' } },
  async run(asked, host) {
    const explained = await (await host.client()).order.unpin({ provider: providerOf(asked) });
    return explainedDone(explained, [`No profile of ${explained.provider} is pinned.`]);
  },
};
