import type { Aliases } from './arguments.ts';
import type { Command, Listed } from './command.ts';
import { authStatus, list, show } from './commands/list.ts';
import { status } from './commands/status.ts';

type Acting = typeof import('./commands/acting.ts');

function here(command: Command): Listed {
  return { name: command.name, load: () => Promise.resolve(command) };
}

/** Loaded when asked for: what scripts run every minute need not wait for the rest (docs/figures.md). */
function later(name: string, of: (acting: Acting) => Command): Listed {
  return { name, load: async () => of(await import('./commands/acting.ts')) };
}

/** Every command, in the order help shows them. */
export const commands: readonly Listed[] = [
  here(status),
  here(list),
  later('auth add', ({ add }) => add),
  here(show),
  later('auth edit', ({ edit }) => edit),
  later('auth replace', ({ replace }) => replace),
  later('auth remove', ({ remove }) => remove),
  later('auth restore', ({ restore }) => restore),
  later('auth enable', ({ enable }) => enable),
  later('auth disable', ({ disable }) => disable),
  later('auth reset', ({ reset }) => reset),
  later('auth test', ({ test }) => test),
  here(authStatus),
  later('auth paste-token', ({ pasteToken }) => pasteToken),
  later('explain', ({ explain }) => explain),
  later('history', ({ history }) => history),
  later('log', ({ log }) => log),
  later('serve', ({ serve }) => serve),
  later('open', ({ open }) => open),
  later('version', ({ versionCommand }) => versionCommand),
  later('help', ({ helpCommand }) => helpCommand(commands)),
];

/** The OpenClaw family's words for what is here already (D-B3), and the option people try first. */
export const aliases: Aliases = {
  'models status': 'status',
  'models auth list': 'auth list',
  'models auth add': 'auth add',
  'models auth paste-token': 'auth paste-token',
  '--version': 'version',
};
