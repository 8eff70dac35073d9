import { resolve } from 'node:path';
import type {
  Connection,
  ConnectionApplyInput,
  ConnectionInput,
  ConnectionPlan,
  ConnectionState,
} from '../../src-shared/contract-connect.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { ledger, painted, table, wrapped, type Cell, type Look } from '../page.ts';
import { plain } from '../plain-text.ts';
import { octal } from './link-lines.ts';
import { lookHere } from './look-here.ts';
import { needsYes } from './vault-protect.ts';

export const connect: Command = {
  name: 'connect',
  says: 'Point a tool at the relay, or list the tools that can be; shows first what would change',
  takes: '[TOOL]',
  words: { least: 0, most: 1 },
  options: {
    undo: { type: 'boolean', says: 'Put its configuration back and revoke its access token.' },
    provider: {
      type: 'string',
      value: 'PROVIDER',
      multiple: true,
      says: 'For that provider; for those of the tool that have a key here where absent.',
    },
    file: {
      type: 'string',
      value: 'PATH',
      says: 'Its configuration; where the tool looks itself where absent.',
    },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Show what would change and change nothing.' },
  },
  notes: [
    'The tool gets an access token of the relay that is named after it and holds for its providers alone; no key of yours goes into its files.',
    'What stood there is kept sealed; --undo puts it back to the byte, or leaves what you changed since. Details: docs/relay.md.',
  ],
  async run(asked, host) {
    const tool = asked.words[0];
    const around = await aroundHere(host);
    if (tool === undefined) return listed(asked, host, around);
    const file = asked.text('file');
    const place = { tool, around, ...(file === undefined ? {} : { file: resolve(file) }) };
    if (asked.has('undo')) {
      needsYes(asked, host, 'undoing a connection');
      return changed(asked, host, { act: 'disconnect', ...place });
    }
    needsYes(asked, host, 'connecting');
    return changed(asked, host, { act: 'connect', ...place, providers: [...asked.list('provider')] });
  },
};

/** Where the tools look that this shell would start: its variables, not the owner's. */
async function aroundHere({ env, home }: Host): Promise<NonNullable<ConnectionInput['around']>> {
  const { placeVariables } = await import('../../src-main/connecting/place-variables.ts');
  const told = placeVariables.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { home, cwd: process.cwd(), env: Object.fromEntries(told) };
}

/** Shows what would change, asks, and does it as it was shown. */
async function changed(asked: Asked, host: Host, input: ConnectionInput): Promise<Done> {
  const client = await host.client();
  const plan = await client.connections.plan(input);
  if (asked.has('dry-run') || !plan.changes) return done(plan, false, null);
  if (!asked.has('yes')) {
    host.write(`${planLines(plan, lookHere(host)).join('\n')}\n\n`);
    if (!(await host.askYes(plan.act === 'connect' ? `Connect ${plan.name}?` : `Put ${plan.name} back?`)))
      throw new KeywatchError(
        'bad_usage',
        'nothing was changed; everything is as before; answer y to change it',
      );
  }
  const applied: ConnectionApplyInput =
    input.act === 'connect' ? { ...input, mark: plan.mark } : { ...input, mark: plan.mark };
  const made = await client.connections.apply(applied);
  return done(made, true, made.act === 'connect' ? await relayNow(host) : null);
}

/** Whether the relay is open now, which only what keeps running can have it. */
async function relayNow(host: Host): Promise<string> {
  const owner = await host.owner();
  if (owner === null)
    return 'No Keywatch runs here now, so the relay is closed: open Keywatch, or type keywatch relay, or keywatch service install.';
  try {
    const { url } = await owner.relay.open({});
    return `The relay is open at ${url ?? 'no port'}.`;
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    return `The relay is not open: ${error.message}`;
  }
}

function done(plan: ConnectionPlan, isDone: boolean, relay: string | null): Done {
  const { mark: _mark, changes, ...shown } = plan;
  return {
    document: documentOf('connection', {
      done: isDone && changes,
      changes,
      ...shown,
      modeBefore: plan.modeBefore === null ? null : octal(plan.modeBefore),
      modeAfter: plan.modeAfter === null ? null : octal(plan.modeAfter),
    }),
    lines: (look) => [
      ...(changes ? [...planLines(plan, look), ''] : []),
      outcomeOf(plan, isDone),
      ...(relay === null ? [] : wrapped(relay, look.width, 0)),
    ],
  };
}

function outcomeOf({ act, changes, name, token, left }: ConnectionPlan, isDone: boolean): string {
  if (!changes) return `${name} is connected already; nothing was changed.`;
  if (!isDone) return 'Nothing was changed.';
  if (act === 'connect') return `${name} is connected.`;
  const back = left.length === 0 ? 'is as it was' : 'is put back but for what was changed since';
  return `${name} ${back}; the access token ${token} lets nobody in any more.`;
}

/** What would change in a tool's configuration: masks, never a secret. */
function planLines(plan: ConnectionPlan, look: Look): string[] {
  const { fields, left, notes, modeBefore, modeAfter } = plan;
  const mode =
    modeAfter === null || modeAfter === modeBefore
      ? ''
      : `, mode ${modeBefore === null ? '' : `${octal(modeBefore)} becomes `}${octal(modeAfter)}`;
  const what = modeAfter === null ? 'goes' : modeBefore === null ? 'is made' : 'is changed';
  return [
    ...ledger(
      [
        ['Tool', plan.name],
        [
          'Access token',
          `${plan.token}, for ${plan.providers.join(', ')}${plan.act === 'connect' ? '' : ', is revoked'}`,
        ],
        ...(plan.url === null ? [] : [['Relay', plan.url] as [string, string]]),
      ],
      look,
    ),
    '',
    ...(fields.length === 0 ? [] : [plain(`${plan.path} ${what}${mode}`)]),
    ...fields.map(
      ({ at, before, after }) => `  ${plain(`${at}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`)}`,
    ),
    ...left.map((at) => `  ${plain(`${at} was changed since and stays as it is`)}`),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.flatMap((note) =>
      wrapped(plain(note), look.width, 2).map((line) => painted(line, 'soft', look)),
    ),
  ];
}

const states: Readonly<Record<ConnectionState, Cell>> = {
  connected: { text: 'connected', tone: 'good' },
  changed: { text: 'changed since', tone: 'warn' },
  ready: { text: 'not connected', tone: null },
  absent: { text: 'not found', tone: 'soft' },
};

async function listed(
  asked: Asked,
  host: Host,
  around: NonNullable<ConnectionInput['around']>,
): Promise<Done> {
  if (asked.has('undo'))
    throw new KeywatchError(
      'bad_usage',
      '--undo wants the tool that is meant; nothing was changed; type it like keywatch connect --undo codex',
    );
  const { connections } = await (await host.client()).connections.list({ around });
  return {
    document: documentOf('connections', { connections }),
    lines: (look) => [
      ...table<Connection>(
        connections,
        [
          { head: 'Tool', cell: ({ tool }) => ({ text: tool, tone: 'strong' }), least: 16 },
          { head: 'Is', cell: ({ state }) => states[state], least: 13 },
          { head: 'For', cell: ({ providers }) => providers.join(', '), least: 12, leaves: 2 },
          {
            head: 'Configuration',
            cell: ({ path }) => plain(path ?? 'named by --file'),
            least: 16,
            leaves: 1,
          },
        ],
        look,
      ),
      '',
      'keywatch connect TOOL points one at the relay; --undo puts it back.',
    ],
  };
}
