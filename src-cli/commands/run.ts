import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Client } from '../../src-shared/contract.ts';
import type { Equipped } from '../../src-shared/contract-secrets.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Done, Host } from '../command.ts';
import { runChild } from '../running/child.ts';
import { childVariables } from '../running/child-variables.ts';
import { findProgram } from '../running/find-program.ts';
import { whoseKeys, type Typed } from '../running/whose-keys.ts';

export const run: Command = {
  name: 'run',
  says: 'Run a program with the keys it needs in its environment',
  takes: '-- COMMAND…',
  words: { least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    profile: { type: 'string', value: 'ID', says: 'With the key of this profile.' },
    provider: { type: 'string', value: 'P', says: 'With the key of whoever of this provider serves next.' },
    agent: { type: 'string', value: 'A', says: 'By this agent’s own order.' },
    'no-redact': { type: 'boolean', says: 'Leave what the program writes as it is, its keys included.' },
  },
  notes: [
    'Without --profile and --provider, with the keys that the nearest .keywatch file names, once keywatch allow allowed it.',
    'Exits as the program does, with 128 + n where signal n ended it. What it writes to a terminal is left as it is.',
  ],
  async run(asked, host) {
    const [name = '', ...args] = asked.words;
    return runWith(host, {
      profile: asked.text('profile'),
      provider: asked.text('provider'),
      agent: asked.text('agent') ?? null,
      redacts: !asked.has('no-redact'),
      name,
      args,
    });
  },
};

export const claude: Command = {
  name: 'claude',
  says: 'Claude Code, with the token of whoever of claude-code serves next',
  takes: 'ARGS…',
  words: { least: 0, most: Number.POSITIVE_INFINITY },
  options: {},
  passesOn: true,
  notes: ['The same as: keywatch run --provider claude-code -- claude ARGS…'],
  async run({ words }, host) {
    const whose = { profile: undefined, provider: 'claude-code', agent: null };
    return runWith(host, { ...whose, redacts: true, name: 'claude', args: words });
  },
};

interface Wish extends Typed {
  agent: string | null;
  /** Whether secrets are kept out of what it writes. */
  redacts: boolean;
  name: string;
  args: readonly string[];
}

async function runWith(host: Host, { agent, redacts, name, args, ...typed }: Wish): Promise<Done> {
  // Before any secret is asked for: what cannot start gets none.
  const program = findProgram(name, host.env['PATH'] ?? '');
  const equipped = await equippedFor(host, typed, agent, basename(program));
  // Whoever owns the vault next need not wait for the program.
  await host.release();
  const exit = await runChild({
    program,
    name,
    args,
    env: childVariables(host.env, equipped),
    redactions: redacts
      ? equipped.flatMap(({ secret, mask }) => (secret === null ? [] : [{ secret, mask }]))
      : [],
    warn: host.warn,
  });
  return { document: null, lines: () => [], exit };
}

async function equippedFor(
  host: Host,
  typed: Typed,
  agent: string | null,
  program: string,
): Promise<Equipped[]> {
  const client = await coreFor(host);
  const wanted = await whoseKeys(typed, host, client);
  const equipped: Equipped[] = [];
  for (const whose of wanted) {
    const one = await client.secrets.run({ ...whose, agent, program: program.slice(0, 128) });
    for (const { id, message } of one.passedOver)
      host.warn(`${id} was passed over, ${one.id} serves: ${message}`);
    if (one.unavailable !== null)
      host.warn(
        `${one.id} would not be chosen now (${one.unavailable}); it was handed out, as it was named; keywatch auth show ${one.id} says more`,
      );
    equipped.push(one);
  }
  return equipped;
}

/** Running a program makes no vault. */
async function coreFor(host: Host): Promise<Client> {
  const owner = await host.owner();
  if (owner !== null) return owner;
  if (existsSync(join(host.directory, 'vault.json'))) return host.client();
  throw new KeywatchError(
    'not_found',
    `there is no vault in ${host.directory}; nothing was started; keywatch auth add makes one, or see to KEYWATCH_HOME`,
  );
}
