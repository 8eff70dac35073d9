import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../../src-shared/contract.ts';
import type { Relayed, RelayState } from '../../src-shared/contract-relay.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { relayRefusalWords } from '../../src-shared/relay-words.ts';
import { say } from '../../src-shared/say.ts';
import { exactMoment } from '../../src-shared/times.ts';
import { relayRefusals } from '../../src-shared/words.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { table } from '../page.ts';
import { portOption } from '../typed-values.ts';

const noWords = { least: 0, most: 0 };

const documented = ({ url, since, opensOn, served, failedOver, refused, recent }: RelayState) =>
  documentOf('relay', { url, pid: process.pid, since, opensOn, served, failedOver, refused, recent });

async function opened(client: Client, asked: Asked): Promise<RelayState> {
  const port = portOption(asked, 'port');
  const state = await client.relay.open(port === undefined ? {} : { port });
  if (!asked.has('keep') || state.url === null) return state;
  const { settings } = await client.settings.set({ relayPort: Number(new URL(state.url).port) });
  return { ...state, opensOn: settings.relayPort };
}

function toldLines({ url, opensOn }: RelayState, tokens: number): string[] {
  return [
    `The relay is at ${url}`,
    `Point a tool there by its base URL, like ${url}/anthropic or ${url}/openai/v1, with an access token for a key.`,
    ...(tokens === 0 ? ['Nobody may use it yet: keywatch relay token add NAME makes an access token.'] : []),
    ...(opensOn === null ? [] : [`From now on it opens on port ${opensOn} whenever Keywatch keeps watch.`]),
  ];
}

const tokensOf = async (client: Client) => (await client.relay.tokens({})).tokens.length;

export const relay: Command = {
  name: 'relay',
  says: 'Serve tools on this machine with the best key, and with the next one when that is throttled or refused',
  takes: '',
  words: noWords,
  makesVault: true,
  options: {
    port: { type: 'string', value: 'N', says: 'The port; the one that was kept where absent, else 4141.' },
    keep: { type: 'boolean', says: 'Open it whenever Keywatch keeps watch, from now on.' },
  },
  notes: [
    'Where a Keywatch runs, that one opens it and goes on; else it is open until Ctrl-C or relay stop. Details: docs/relay.md.',
  ],
  async run(asked, host) {
    portOption(asked, 'port');
    const owner = await host.owner();
    if (owner !== null) {
      const state = await opened(owner, asked);
      const tokens = await tokensOf(owner);
      return { document: documented(state), lines: () => toldLines(state, tokens) };
    }
    return watched(asked, host);
  },
};

/** Owns the data directory with the relay open until the process is asked to end. */
async function watched(asked: Asked, host: Host): Promise<Done> {
  const [{ serve }, { createLog, logLevel }] = await Promise.all([
    import('../../src-main/headless/serve.ts'),
    import('../../src-main/machine/log.ts'),
  ]);
  const ended = host.ended();
  const served = await serve({
    env: host.env,
    home: host.home,
    directory: host.directory,
    log: createLog(logLevel(host.env['KEYWATCH_LOG'], host.json ? 'info' : 'warn'), host.write),
    browser: false,
    port: 0,
    windowDirectory: join(host.programDirectory, '../renderer'),
    commandLine: join(host.programDirectory, 'keywatch.cjs'),
    relayProgram: join(host.programDirectory, '../relay/relay-worker.cjs'),
  });
  try {
    const client = await host.client();
    const state = await opened(client, asked);
    const tokens = await tokensOf(client);
    if (host.json) host.say(JSON.stringify(documented(state)));
    else for (const line of toldLines(state, tokens)) host.say(line);
    if ((await openUntil(client, ended)) === 'closed' && !host.json)
      host.say('The relay was closed; keywatch relay opens it again.');
  } finally {
    await host.release();
    await served.close();
  }
  return { document: null, lines: () => [] };
}

const lookEveryMs = 1000;

/** Why the relay is not open any more: somebody closed it by another door, or this process was asked to end. */
async function openUntil(client: Client, ended: Promise<unknown>): Promise<'closed' | 'ended'> {
  const asked = ended.then(() => 'ended' as const);
  for (;;) {
    const next = await Promise.race([asked, wait(lookEveryMs, 'open' as const, { ref: false })]);
    if (next === 'ended') return next;
    if ((await client.relay.state({})).url === null) return 'closed';
  }
}

/** The owner's core: only what keeps running has a relay. */
async function runningOwner(host: Host): Promise<Client> {
  const owner = await host.owner();
  if (owner !== null) return owner;
  throw new KeywatchError(
    'not_found',
    'No Keywatch runs here, so no relay is open; nothing was changed; keywatch relay opens one',
  );
}

export const relayStop: Command = {
  name: 'relay stop',
  says: 'Close the relay, and open it no more by itself',
  takes: '',
  words: noWords,
  options: {},
  async run(_, host) {
    const owner = await host.owner();
    const client = owner ?? (await host.client());
    const { settings } = await client.settings.get({});
    if (settings.relayPort !== null) await client.settings.set({ relayPort: null });
    const state = owner === null ? await client.relay.state({}) : await client.relay.close({});
    return { document: documented({ ...state, opensOn: null }), lines: () => ['The relay is closed.'] };
  },
};

export const relayStatus: Command = {
  name: 'relay status',
  says: 'Whether the relay is open, the requests it passed on last, and those it turned away',
  takes: '',
  words: noWords,
  options: {},
  async run(_, host) {
    const state = await (await runningOwner(host)).relay.state({});
    return {
      document: documented(state),
      lines: (look) => [
        state.url === null
          ? 'The relay is closed; keywatch relay opens it.'
          : `The relay is at ${state.url}: ${state.served} requests since ${exactMoment(state.since ?? 0)}, ${state.failedOver} of them by more than one key.`,
        ...refusedLines(state),
        ...(state.recent.length === 0 ? [] : ['', ...recentTable(state.recent.slice(0, 20), look)]),
      ],
    };
  },
};

/** How many were turned away, the most frequent reason first. */
function refusedLines({ refused }: RelayState): string[] {
  const counted = relayRefusals.flatMap((why) => {
    const count = refused[why];
    return count === undefined ? [] : [{ why, count }];
  });
  if (counted.length === 0) return [];
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  const reasons = counted
    .sort((left, right) => right.count - left.count)
    .map(({ why, count }) => `${say(relayRefusalWords[why])}: ${count}`);
  return [`Turned away: ${all} (${reasons.join('; ')})`];
}

/** Whose key served, or why none did. */
function servedBy({ id, provider, refused }: Relayed): string {
  if (refused === null) return id ?? `${provider}: none`;
  const why = say(relayRefusalWords[refused]);
  return provider === '' ? why : `${provider}: ${why}`;
}

function recentTable(recent: readonly Relayed[], look: Parameters<Done['lines']>[0]): string[] {
  return table(
    recent,
    [
      { head: 'When', cell: ({ at }) => exactMoment(at), leaves: 2 },
      { head: 'Token', cell: ({ token }) => token ?? '–' },
      { head: 'Profile', cell: servedBy, least: 16 },
      { head: 'Model', cell: ({ model }) => model ?? '–', leaves: 1 },
      { head: 'Status', cell: ({ status }) => String(status), flush: 'right' },
      { head: 'Keys', cell: ({ tries }) => String(tries), flush: 'right' },
      { head: 'ms', cell: ({ tookMs }) => String(Math.round(tookMs)), flush: 'right', leaves: 3 },
    ],
    look,
  );
}
