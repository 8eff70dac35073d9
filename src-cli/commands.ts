import type { Aliases } from './arguments.ts';
import type { Command, Listed } from './command.ts';
import { authStatus, list, show } from './commands/list.ts';
import { status } from './commands/status.ts';

type Writing = typeof import('./commands/writing.ts');
type Telling = typeof import('./commands/telling.ts');
type Keeping = typeof import('./commands/keeping.ts');
type Ordering = typeof import('./commands/ordering.ts');
type Family = typeof import('./commands/family.ts');
type Caring = typeof import('./commands/caring.ts');
type Gateways = typeof import('./commands/gateway.ts');
type Standing = typeof import('./commands/standing.ts');
type Secrets = typeof import('./commands/secret.ts');
type Running = typeof import('./commands/running.ts');
type Relaying = typeof import('./commands/relaying.ts');

function here(command: Command): Listed {
  return { name: command.name, load: () => Promise.resolve(command) };
}

// Loaded when asked for: what scripts run every minute need not wait for the rest (docs/figures.md).
function writes(name: string, of: (writing: Writing) => Command): Listed {
  return { name, load: async () => of(await import('./commands/writing.ts')) };
}

function tells(name: string, of: (telling: Telling) => Command): Listed {
  return { name, load: async () => of(await import('./commands/telling.ts')) };
}

function keeps(name: string, of: (keeping: Keeping) => Command): Listed {
  return { name, load: async () => of(await import('./commands/keeping.ts')) };
}

function cares(name: string, of: (caring: Caring) => Command): Listed {
  return { name, load: async () => of(await import('./commands/caring.ts')) };
}

function orders(name: string, of: (ordering: Ordering) => Command): Listed {
  return { name, load: async () => of(await import('./commands/ordering.ts')) };
}

function speaks(name: string, of: (family: Family) => Command): Listed {
  return { name, load: async () => of(await import('./commands/family.ts')) };
}

function gates(name: string, of: (gateways: Gateways) => Command): Listed {
  return { name, load: async () => of(await import('./commands/gateway.ts')) };
}

function hands(name: string, of: (secrets: Secrets) => Command): Listed {
  return { name, load: async () => of(await import('./commands/secret.ts')) };
}

function runs(name: string, of: (running: Running) => Command): Listed {
  return { name, load: async () => of(await import('./commands/running.ts')) };
}

function relays(name: string, of: (relaying: Relaying) => Command): Listed {
  return { name, load: async () => of(await import('./commands/relaying.ts')) };
}

function stands(name: string, of: (standing: Standing) => Command): Listed {
  return { name, load: async () => of(await import('./commands/standing.ts')) };
}

/** Every command, in the order help shows them. */
export const commands: readonly Listed[] = [
  here(status),
  here(list),
  writes('auth add', ({ add }) => add),
  here(show),
  writes('auth edit', ({ edit }) => edit),
  writes('auth replace', ({ replace }) => replace),
  writes('auth remove', ({ remove }) => remove),
  writes('auth restore', ({ restore }) => restore),
  writes('auth enable', ({ enable }) => enable),
  writes('auth disable', ({ disable }) => disable),
  writes('auth reset', ({ reset }) => reset),
  tells('auth test', ({ test }) => test),
  here(authStatus),
  { name: 'auth discover', load: async () => (await import('./commands/discover.ts')).discover },
  writes('auth paste-token', ({ pasteToken }) => pasteToken),
  writes('auth setup-token', ({ setupToken }) => setupToken),
  orders('auth order get', ({ orderGet }) => orderGet),
  orders('auth order set', ({ orderSet }) => orderSet),
  orders('auth order clear', ({ orderClear }) => orderClear),
  orders('auth order explain', ({ orderExplain }) => orderExplain),
  orders('auth pin', ({ pin }) => pin),
  orders('auth unpin', ({ unpin }) => unpin),
  tells('explain', ({ explain }) => explain),
  gates('gateway list', ({ gatewayList }) => gatewayList),
  gates('gateway status', ({ gatewayStatus }) => gatewayStatus),
  gates('gateway import', ({ gatewayImport }) => gatewayImport),
  gates('gateway link', ({ gatewayLink }) => gatewayLink),
  gates('gateway unlink', ({ gatewayUnlink }) => gatewayUnlink),
  gates('gateway export', ({ gatewayExport }) => gatewayExport),
  gates('gateway keys', ({ gatewayKeys }) => gatewayKeys),
  gates('gateway resolve', ({ gatewayResolve }) => gatewayResolve),
  hands('secret get', ({ secretGet }) => secretGet),
  hands('secret serve', ({ secretServe }) => secretServe),
  runs('run', ({ run }) => run),
  runs('claude', ({ claude }) => claude),
  runs('allow', ({ allow }) => allow),
  relays('relay', ({ relay }) => relay),
  relays('relay status', ({ relayStatus }) => relayStatus),
  relays('relay stop', ({ relayStop }) => relayStop),
  relays('relay token add', ({ relayTokenAdd }) => relayTokenAdd),
  relays('relay token list', ({ relayTokenList }) => relayTokenList),
  relays('relay token revoke', ({ relayTokenRevoke }) => relayTokenRevoke),
  relays('connect', ({ connect }) => connect),
  tells('history', ({ history }) => history),
  tells('log', ({ log }) => log),
  keeps('vault status', ({ vaultStatus }) => vaultStatus),
  keeps('vault lock', ({ vaultLock }) => vaultLock),
  keeps('vault unlock', ({ vaultUnlock }) => vaultUnlock),
  keeps('vault protect', ({ vaultProtect }) => vaultProtect),
  keeps('vault rotate-key', ({ vaultRotateKey }) => vaultRotateKey),
  cares('backup list', ({ backupList }) => backupList),
  cares('backup restore', ({ backupRestore }) => backupRestore),
  cares('export', ({ exportCommand }) => exportCommand),
  cares('import', ({ importCommand }) => importCommand),
  cares('doctor', ({ doctor }) => doctor),
  { name: 'onboard', load: async () => (await import('./commands/onboard.ts')).onboard },
  cares('reset', ({ resetAll }) => resetAll),
  speaks('models status', ({ modelsStatus }) => modelsStatus),
  speaks('models auth list', ({ modelsList }) => modelsList),
  speaks('models auth login', ({ modelsLogin }) => modelsLogin),
  orders('models auth order get', ({ modelsOrderGet }) => modelsOrderGet),
  orders('models auth order set', ({ modelsOrderSet }) => modelsOrderSet),
  orders('models auth order clear', ({ modelsOrderClear }) => modelsOrderClear),
  tells('serve', ({ serve }) => serve),
  stands('service install', ({ serviceInstall }) => serviceInstall),
  stands('service uninstall', ({ serviceUninstall }) => serviceUninstall),
  stands('service status', ({ serviceStatus }) => serviceStatus),
  stands('notify', ({ notify }) => notify),
  stands('store vault', ({ storeVault }) => storeVault),
  stands('metrics', ({ metrics }) => metrics),
  tells('open', ({ open }) => open),
  tells('version', ({ versionCommand }) => versionCommand),
  {
    name: 'completion',
    load: async () => (await import('./commands/completion.ts')).completionCommand(commands),
  },
  tells('help', ({ helpCommand }) => helpCommand(commands, aliases)),
];

/** The OpenClaw family's words for what is here already (D-B3), and the option people try first. */
export const aliases: Aliases = {
  'models auth add': 'auth add',
  'models auth logout': 'auth remove',
  'models auth order explain': 'auth order explain',
  'models auth setup-token': 'auth setup-token',
  'models auth paste-token': 'auth paste-token',
  '--version': 'version',
};
