import { asidePath, liesThere, putFile } from '../../src-main/service/files.ts';
import type { Intent, ServiceFile } from '../../src-main/service/intent.ts';
import { managerOf, take, type Manager, type Place, type Step } from '../../src-main/service/managers.ts';
import { typed } from '../../src-main/service/typed.ts';
import { systemSpawn } from '../../src-main/machine/spawn.ts';
import type { Command, Done, Host } from '../command.ts';
import { intentOf, intentOptions, placeOf } from './service-intent.ts';
import { agreed, answers, asking, done, stateOf, taken, toType, type State } from './service-words.ts';
import { needsYes } from './vault-protect.ts';

export const serviceInstall: Command = {
  name: 'service install',
  says: 'Have the system start Keywatch by itself, for this user',
  takes: '',
  words: { least: 0, most: 0 },
  options: { ...intentOptions, ...asking },
  notes: [
    'Writes a unit for systemd or an agent for launchd, shows it first, and starts it where that can be reached.',
    'Metrics for a Prometheus are a setting that it follows: keywatch metrics --port N.',
    'Run it again after Node or Keywatch has moved. Containers, phones and Windows: docs/service.md.',
  ],
  async run(asked, host) {
    const intent = intentOf(asked, host);
    const manager = managerOf(process.platform);
    if (manager === null) return toType(intent);
    needsYes(asked, host, 'installing the service');
    const place = placeOf(host);
    const files = manager.files(intent, place);
    const steps = [...manager.enable(intent.does, place), manager.start(intent.does, place)];
    const before = files.map((file) => ({ ...file, state: stateOf(file) }));
    const shown = shownLines(before, steps);
    if (asked.has('dry-run'))
      return done(manager, { does: intent.does, files: before, steps, installed: false }, [
        ...shown,
        'Nothing was written.',
      ]);
    if (!asked.has('yes')) {
      host.write(`${shown.join('\n')}\n`);
      await agreed(host, 'Write this and start it?', 'installed');
    }
    return install({ host, manager, place, intent, files, before, steps });
  },
};

interface Installing {
  host: Host;
  manager: Manager;
  place: Place;
  intent: Intent;
  files: readonly ServiceFile[];
  before: readonly (ServiceFile & { state: State })[];
  steps: readonly Step[];
}

async function install({ host, manager, place, intent, files, before, steps }: Installing): Promise<Done> {
  const { does } = intent;
  const spawn = systemSpawn(host.env);
  const isReached = (await take(manager.reach(place), spawn)).ok;
  const wasActive = isReached && (await take(manager.active(does, place), spawn)).ok;
  // Asked by a line of its own: a command may ask for its owner once, and this is another moment.
  const other = !wasActive && (await answers(host));
  if (wasActive) for (const step of manager.replace(does, place)) await take(step, spawn);
  for (const file of files) if (!liesThere(file)) putFile(file);
  const aside = before.filter(({ state }) => state === 'changed' || state === 'foreign');
  const told = [
    ...files.map(({ path }) => `Wrote ${path}`),
    ...aside.map(({ path }) => `What was there lies in ${asidePath(path)}`),
  ];
  if (!isReached)
    return done(manager, { does, files: before, steps, installed: true }, [
      ...told,
      `${manager.name} cannot be reached from here. Type, in a session of ${place.user}:`,
      ...steps.map((step) => `  ${typed(step)}`),
    ]);
  const hold = other && does === 'serve';
  for (const step of hold ? steps.slice(0, -1) : steps) await taken(step, spawn);
  if (hold)
    host.warn(
      `a Keywatch runs for this data directory already, so the service was not started; end that one, then type: ${typed(manager.start(does, place))}`,
    );
  const runs = hold || does === 'check' || (await answersSoon(host));
  if (!runs) host.warn(`it was started and does not answer yet; see ${manager.log(does)}`);
  return done(manager, { does, files: before, steps: [], installed: true }, [
    ...told,
    does === 'check'
      ? 'It looks every half hour. How you are told: keywatch notify'
      : 'It starts with your session.',
    ...(await lingerHint(manager, place, spawn)),
  ]);
}

/** A user's manager ends with the last session, unless told to stay. */
async function lingerHint(
  manager: Manager,
  { user }: Place,
  spawn: ReturnType<typeof systemSpawn>,
): Promise<string[]> {
  if (manager.name !== 'systemd') return [];
  const { said } = await take(['loginctl', 'show-user', user, '--property=Linger', '--value'], spawn);
  return said === 'yes' ? [] : [`To keep it after you log out, type: loginctl enable-linger ${user}`];
}

const inTheWay: Readonly<Record<State, string>> = {
  absent: '',
  same: ' (is there already, as it is)',
  ours: ' (takes the place of what Keywatch wrote before)',
  changed: ' (was changed since Keywatch wrote it: that is put aside)',
  foreign: ' (is there and not Keywatch’s: that is put aside)',
};

function shownLines(files: readonly (ServiceFile & { state: State })[], steps: readonly Step[]): string[] {
  return [
    ...files.flatMap(({ path, text, state }) => [
      `${path}${inTheWay[state]}:`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
      '',
    ]),
    'Then:',
    ...steps.map((step) => `  ${typed(step)}`),
  ];
}

const answersWithinMs = 8_000;

async function answersSoon(host: Host): Promise<boolean> {
  for (const until = host.now() + answersWithinMs; host.now() < until;) {
    if (await answers(host)) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
