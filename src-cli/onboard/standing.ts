import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lyingAt } from '../../src-main/service/files.ts';
import { managerOf } from '../../src-main/service/managers.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Done, Host } from '../command.ts';
import { placeOf } from '../commands/service-intent.ts';
import { documentOf } from '../documents.ts';
import { stateCell } from '../profile-lines.ts';

/** What is left to do for somebody who cannot be asked, each as it is typed. */
const typed = {
  add: 'keywatch auth add --key -',
  protect: 'keywatch vault protect --add passphrase --passphrase-file F',
  code: 'keywatch vault protect --add recovery --json',
  test: 'keywatch auth test',
  start: 'keywatch service install --yes',
} as const;

const isInstalled = (host: Host): boolean | null => {
  const manager = managerOf(process.platform);
  if (manager === null) return null;
  const place = placeOf(host);
  return (['serve', 'check'] as const).some((does) =>
    manager.paths(does, place).every((path) => lyingAt(path) !== 'absent'),
  );
};

/** `keywatch.onboard/1`: what was stored, how things stand, and what could still be done; `installs`: the service comes next. */
export async function onboardDone(
  host: Host,
  { choice, added, installs }: { choice: string; added: readonly Profile[]; installs: boolean },
): Promise<Done> {
  const lies = isInstalled(host);
  const installed = lies !== null && (lies || installs);
  const client = existsSync(join(host.directory, 'vault.json')) ? await host.client() : null;
  const vault = client === null ? null : (await client.status({})).vault;
  const profiles = client === null ? [] : (await client.profiles.list({})).profiles;
  const next = [
    ...(profiles.length === 0 ? [typed.add] : []),
    ...(vault?.protected === false ? [typed.protect] : []),
    ...(vault?.recovery === false ? [typed.code] : []),
    ...(profiles.some(({ enabled, lastAnswer }) => enabled && lastAnswer === null) ? [typed.test] : []),
    ...(lies === false && !installs ? [typed.start] : []),
  ];
  return {
    document: documentOf('onboard', {
      choice,
      added,
      profiles: profiles.length,
      vault:
        vault === null
          ? null
          : { protected: vault.protected, slot: vault.slot, recovery: vault.recovery, path: vault.path },
      service: lies === null ? null : { installed },
      next,
    }),
    lines: ({ now }) => [
      ...added.map((profile) => `Stored ${profile.id}: ${stateCell(profile, now).text}`),
      ...(added.length === 0 ? ['Nothing was stored.'] : []),
      ...(next.length === 0 ? [] : ['', 'What could be done next:', ...next.map((line) => `  ${line}`)]),
    ],
  };
}
