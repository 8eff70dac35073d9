import { isAbsolute, join } from 'node:path';
import type { Env } from '../ports.ts';
import { allocator } from './frugality.ts';
import {
  checkEverySeconds,
  commandLine,
  variablesOf,
  type Does,
  type Intent,
  type ServiceFile,
} from './intent.ts';
import { withMark } from './written-by-us.ts';

/** The unit that is enabled. */
export const systemdUnits: Readonly<Record<Does, string>> = {
  serve: 'keywatch.service',
  check: 'keywatch-check.timer',
};
const checkService = 'keywatch-check.service';

/** Where a person's own units lie; systemd.unit(5). */
export function unitDirectory(env: Env, home: string): string {
  const config = env['XDG_CONFIG_HOME'];
  const base = config !== undefined && isAbsolute(config) ? config : join(home, '.config');
  return join(base, 'systemd', 'user');
}

/** Every file that may lie there for one of both. */
export function systemdPaths(does: Does, directory: string): string[] {
  const names = does === 'serve' ? [systemdUnits.serve] : [checkService, systemdUnits.check];
  return names.map((name) => join(directory, name));
}

type Section = readonly (readonly [name: string, value: string])[];

/** Keeps control characters out of a line, and % and quotes from meaning something; systemd.syntax(7), systemd.unit(5). */
function quoted(word: string, { dollar }: { dollar: boolean }): string {
  if (/^[\w./:@+=-]+$/.test(word)) return word;
  const inside = word
    .replaceAll(/[\\"]/g, (character) => `\\${character}`)
    .replaceAll(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replaceAll('%', '%%');
  return `"${dollar ? inside.replaceAll('$', '$$$$') : inside}"`;
}

/** In the program itself no variable is looked for, in its arguments one is; systemd.service(5). */
const execLine = ([program = '', ...args]: readonly string[]) =>
  [quoted(program, { dollar: false }), ...args.map((arg) => quoted(arg, { dollar: true }))].join(' ');

/**
 * What a user's own manager can enforce without privileges: no new ones, no core dumps (D-A10), and a filter of system
 * calls. Options that need a mount namespace are left out: where the kernel allows none to users, the unit would not start.
 */
const hardening: Section = [
  ['LimitCORE', '0'],
  ['UMask', '0077'],
  ['NoNewPrivileges', 'yes'],
  ['LockPersonality', 'yes'],
  ['RestrictRealtime', 'yes'],
  ['RestrictSUIDSGID', 'yes'],
  ['RestrictNamespaces', 'yes'],
  ['RestrictAddressFamilies', 'AF_UNIX AF_INET AF_INET6 AF_NETLINK'],
  ['SystemCallArchitectures', 'native'],
  ['SystemCallFilter', '@system-service'],
  // A program that a notice or a reference runs is refused such a call, and not killed for it.
  ['SystemCallErrorNumber', 'EPERM'],
];

const frugality: Section = Object.entries(allocator).map(([name, value]) => [
  'Environment',
  `${name}=${value}`,
]);

const credentials = ({ passphraseFile, keyFile }: Intent): Section =>
  (
    [
      ['passphrase', passphraseFile],
      ['key', keyFile],
    ] as const
  ).flatMap(([name, path]) =>
    path === null ? [] : [['LoadCredential', `${name}:${path.replaceAll('%', '%%')}`] as const],
  );

function environment(intent: Intent): Section {
  // %d is where the manager puts what it loaded, readable by this service alone; systemd.unit(5).
  const loaded = variablesOf(intent, (name) => `\0${name}`);
  return Object.entries(loaded).map(([name, value = '']) => [
    'Environment',
    value.startsWith('\0') ? `"${name}=%d/${value.slice(1)}"` : quoted(`${name}=${value}`, { dollar: false }),
  ]);
}

/** Never started again for these: the command line, a file that is missing or may not be read, a slot that stays shut. */
const inVain = '64 65 66 77';

const running: Readonly<Record<Does, Section>> = {
  serve: [
    ['Type', 'exec'],
    ['Restart', 'on-failure'],
    ['RestartSec', '15'],
    ['RestartPreventExitStatus', inVain],
    ['TimeoutStopSec', '5'],
  ],
  check: [
    ['Type', 'oneshot'],
    // What --check has to say is no failure of the unit.
    ['SuccessExitStatus', '1 2'],
    ['TimeoutStartSec', '600'],
  ],
};

const described: Readonly<Record<Does, string>> = {
  serve: 'Keywatch keeps watch over keys of AI providers',
  check: 'Keywatch looks at keys of AI providers and tells',
};

function serviceUnit(intent: Intent): string {
  const { does } = intent;
  return unitText({
    Unit: [
      ['Description', described[does]],
      ...(does === 'serve'
        ? ([
            ['StartLimitIntervalSec', '600'],
            ['StartLimitBurst', '8'],
          ] as const)
        : []),
    ],
    Service: [
      ...running[does],
      ['ExecStart', execLine(commandLine(intent))],
      ...environment(intent),
      ...credentials(intent),
      ...hardening,
      ...frugality,
    ],
    ...(does === 'serve' ? { Install: [['WantedBy', 'default.target']] } : {}),
  });
}

function timerUnit(): string {
  return unitText({
    Unit: [['Description', `${described.check}, every half hour`]],
    Timer: [
      ['OnBootSec', '5min'],
      ['OnCalendar', `*:0/${checkEverySeconds / 60}`],
      ['RandomizedDelaySec', '2min'],
      ['Persistent', 'true'],
    ],
    Install: [['WantedBy', 'timers.target']],
  });
}

function unitText(sections: Readonly<Record<string, Section>>): string {
  const parts = Object.entries(sections).map(
    ([name, lines]) => `[${name}]\n${lines.map(([key, value]) => `${key}=${value}\n`).join('')}`,
  );
  return withMark(`${parts.join('\n')}\n`, (line) => `# ${line}`);
}

/** The units of a person's own manager. */
export function systemdFiles(intent: Intent, directory: string): ServiceFile[] {
  const [first = '', timer] = systemdPaths(intent.does, directory);
  const service = { path: first, text: serviceUnit(intent) };
  return timer === undefined ? [service] : [service, { path: timer, text: timerUnit() }];
}
