import { lyingAt } from '../../src-main/service/files.ts';
import { managerOf } from '../../src-main/service/managers.ts';
import type { Client } from '../../src-shared/contract.ts';
import { understood } from '../arguments.ts';
import { placeOf } from '../commands/service-intent.ts';
import { serviceInstall } from '../commands/service-install.ts';
import { tried, unlessDeclined, type FirstMinutes } from './first-minutes.ts';
import type { Choice } from './screen.ts';

const ways: readonly Choice<'serve' | 'check' | null>[] = [
  { value: 'serve', label: 'Run in the background', hint: 'asks by schedule, serves the commands' },
  { value: 'check', label: 'Look every half hour', hint: 'a timer; nothing stays running' },
  { value: null, label: 'Not now', hint: 'keywatch service install does it later' },
];

/** Told by the first of its changes, which is the whole picture. */
async function hasLoginItem(client: Client): Promise<boolean> {
  for await (const change of await client.changes({}))
    if (change.type === 'snapshot') return change.state.capabilities.loginItem;
  return false;
}

/** Whether the app runs and can start with the session; it then does what a service would. */
async function startsApp(around: FirstMinutes): Promise<boolean | null> {
  const { host, screen, kept } = around;
  const app = await host.owner();
  if (app === null || !(await hasLoginItem(app))) return null;
  if ((await app.settings.get({})).settings.startAtLogin) return false;
  screen.step('Start: so that somebody notices.');
  if (!(await screen.yes('Start Keywatch when you log in?', true))) return true;
  if ((await tried(around, () => app.settings.set({ startAtLogin: true }))) !== null)
    kept.push('starts at login');
  return true;
}

/** Keywatch starts by itself: the app with the session, or a service of the system. */
export async function start(around: FirstMinutes): Promise<boolean> {
  const { host, screen, kept } = around;
  const byApp = await startsApp(around);
  if (byApp !== null) return byApp;
  const manager = managerOf(process.platform);
  if (manager === null) return false;
  const place = placeOf(host);
  const lies = (['serve', 'check'] as const).some((does) =>
    manager.paths(does, place).every((path) => lyingAt(path) !== 'absent'),
  );
  if (lies) return false;
  screen.step('Start: so that somebody notices.');
  const does = await screen.one('How should Keywatch keep watch?', ways);
  if (does === null) return true;
  // The service is to own the data directory, which this process owns until here.
  await host.release();
  const installed = await unlessDeclined(around, async (asking) => {
    const done = await serviceInstall.run(
      understood(serviceInstall, does === 'check' ? ['--check'] : []),
      asking,
    );
    return [...(await done.lines({ width: 80, colour: false, now: host.now() }))];
  });
  if (installed) kept.push('the service');
  return true;
}
