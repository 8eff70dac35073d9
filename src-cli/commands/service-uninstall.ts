import { asidePath, lyingAt, removeFile } from '../../src-main/service/files.ts';
import { managerOf, take } from '../../src-main/service/managers.ts';
import { typed } from '../../src-main/service/typed.ts';
import { stillConnected } from '../../src-main/headless/still-attached.ts';
import { systemSpawn } from '../../src-main/machine/spawn.ts';
import type { Command } from '../command.ts';
import { plain } from '../plain-text.ts';
import { checkOption, doesOf, placeOf } from './service-intent.ts';
import { agreed, asking, done, taken, toType } from './service-words.ts';
import { needsYes } from './vault-protect.ts';

export const serviceUninstall: Command = {
  name: 'service uninstall',
  says: 'Undo service install; the vault stays',
  takes: '',
  words: { least: 0, most: 0 },
  options: { ...checkOption, ...asking },
  notes: ['Files that were changed since are asked about, and put aside.'],
  async run(asked, host) {
    const manager = managerOf(process.platform);
    const does = doesOf(asked);
    if (manager === null) return toType(null);
    const place = placeOf(host);
    const there = manager.paths(does, place).filter((path) => lyingAt(path) !== 'absent');
    const steps = [...manager.disable(does, place), ...manager.forget(does)];
    const files = there.map((path) => ({ path, state: lyingAt(path) }));
    if (there.length === 0)
      return done(manager, { does, files, steps: [], installed: false }, [
        'Nothing is installed; nothing was removed.',
      ]);
    needsYes(asked, host, 'uninstalling the service');
    const odd = files.filter(({ state }) => state !== 'ours');
    const plan = [
      ...files.map(
        ({ path, state }) => `${state === 'ours' ? 'Removes' : 'Puts aside, for it was changed:'} ${path}`,
      ),
      ...steps.map((step) => `Runs ${typed(step)}`),
    ];
    if (asked.has('dry-run'))
      return done(manager, { does, files, steps, installed: true }, [...plan, 'Nothing was removed.']);
    if (!asked.has('yes')) {
      host.write(`${plan.join('\n')}\n`);
      await agreed(host, 'Remove it?', 'removed');
    }
    const spawn = systemSpawn(host.env);
    const isReached = (await take(manager.reach(place), spawn)).ok;
    if (isReached)
      for (const step of manager.disable(does, place)) {
        const { ok, said } = await take(step, spawn);
        if (!ok) host.warn(`${typed(step)} said: ${said}`);
      }
    for (const path of there) removeFile(path);
    if (isReached) for (const step of manager.forget(does)) await taken(step, spawn);
    for (const { name, undo } of does === 'serve' ? stillConnected(host.directory) : [])
      host.warn(
        plain(
          `${name} goes on asking the relay, which only the app or a keywatch serve opens now; ${undo} puts it back`,
        ),
      );
    return done(manager, { does, files, steps: isReached ? [] : steps, installed: false }, [
      ...there.map((path) =>
        odd.some((each) => each.path === path) ? `Put aside as ${asidePath(path)}` : `Removed ${path}`,
      ),
      ...(isReached
        ? []
        : [`${manager.name} cannot be reached from here. Type:`, ...steps.map((step) => `  ${typed(step)}`)]),
    ]);
  },
};
