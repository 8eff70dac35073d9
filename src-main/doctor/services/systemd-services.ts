import { join } from 'node:path';
import { namesIn, readPeerFile, type PeerFile } from '../../gateways/stores/peer-file.ts';
import type { Surroundings } from '../../gateways/surroundings.ts';
import { programOf, type Service, type Services } from './service.ts';
import { readEnvironmentFile, readManagerEnvironment, readUnit } from './systemd-unit.ts';

/** Nobody waits longer for a service manager that hangs. */
const managerWithinMs = 2_000;

/** What the manager of this person's services hands on; where it cannot be asked, the files that fill it. */
async function managerEnvironment(around: Surroundings, configuration: string) {
  if (around.platform === 'linux')
    try {
      const { code, stdout } = await around.spawn('systemctl', ['--user', 'show-environment'], {
        timeoutMs: managerWithinMs,
      });
      if (code === 0)
        return { values: readManagerEnvironment(stdout), from: 'systemctl --user', isWhole: true };
    } catch {
      // No systemd here, or none that answers: the files tell what they can.
    }
  const directory = join(configuration, 'environment.d');
  const values = namesIn(directory)
    .filter((name) => name.endsWith('.conf'))
    .toSorted()
    .map((name) => readEnvironmentFile(readPeerFile(join(directory, name))?.text ?? ''));
  return { values: Object.assign({}, ...values) as Record<string, string>, from: directory, isWhole: false };
}

interface Read {
  path: string;
  file: PeerFile | null;
}
const at = (path: string): Read => ({ path, file: readPeerFile(path) });

/** The user units that start a gateway or Keywatch, with their drop-ins and what the manager hands on. */
export async function systemdServices(around: Surroundings): Promise<Services> {
  const { env, home, temporary } = around;
  const configuration = env['XDG_CONFIG_HOME']?.trim() || join(home, '.config');
  const directory = join(configuration, 'systemd', 'user');
  const expand = (value: string) =>
    value
      .replaceAll('%h', home)
      .replaceAll('%E', configuration)
      .replaceAll('%S', env['XDG_STATE_HOME']?.trim() || join(home, '.local', 'state'))
      .replaceAll('%t', env['XDG_RUNTIME_DIR'] ?? temporary)
      .replaceAll('%%', '%');
  const units = namesIn(directory)
    .filter((name) => name.endsWith('.service'))
    .map((name) => {
      const dropIns = `${join(directory, name)}.d`;
      const parts = [
        at(join(directory, name)),
        ...namesIn(dropIns)
          .filter((each) => each.endsWith('.conf'))
          .toSorted()
          .map((each) => at(join(dropIns, each))),
      ];
      const unit = readUnit(
        parts.map(({ file }) => file?.text ?? ''),
        expand,
      );
      return { name, parts, unit, program: programOf(unit.command, name) };
    });
  const problems = units.flatMap(({ parts }) =>
    parts.flatMap(({ path, file }) =>
      file === null || file.problem === null ? [] : [{ path, problem: file.problem }],
    ),
  );
  const known = units.filter(({ program }) => program !== null);
  if (known.length === 0) return { found: [], problems };
  const manager = await managerEnvironment(around, configuration);
  const found = known.map(({ name, parts, unit, program }): Service => {
    const extra = unit.files.map((each) => ({ ...each, ...at(each.path) }));
    const sees = new Map<string, { value: string; from: string }>();
    const add = (values: Readonly<Record<string, string>>, from: string) => {
      for (const [variable, value] of Object.entries(values)) sees.set(variable, { value, from });
    };
    const path = join(directory, name);
    add(manager.values, manager.from);
    add(unit.own, path);
    for (const { path: from, file } of extra) add(readEnvironmentFile(file?.text ?? ''), from);
    for (const variable of unit.unset) sees.delete(variable);
    return {
      name,
      path,
      program: program ?? '',
      sees,
      credentials: unit.credentials.map((each) => each.name),
      files: [
        ...parts.map(({ path: part, file }) => ({
          path: part,
          mode: file?.mode ?? null,
          names: Object.keys(readUnit([file?.text ?? ''], expand).own),
        })),
        ...extra.flatMap(({ path: part, file }) =>
          file === null
            ? []
            : [{ path: part, mode: file.mode, names: Object.keys(readEnvironmentFile(file.text ?? '')) }],
        ),
      ],
      missing: [
        ...extra.filter(({ optional, file }) => !optional && file === null).map((each) => each.path),
        ...unit.credentials.flatMap(({ path: from }) =>
          from === null || !from.startsWith('/') || readPeerFile(from) !== null ? [] : [from],
        ),
      ],
      isWhole: manager.isWhole,
    };
  });
  return { found, problems };
}
