import { existsSync } from 'node:fs';
import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Client } from '../../src-shared/contract.ts';
import type { Diagnosis, Examination } from '../../src-shared/contract-keeping.ts';
import type { Command, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { doctorLines } from './doctor-lines.ts';

export const doctor: Command = {
  name: 'doctor',
  says: 'What is wrong with the vault, gateways, tools and services, and how to set it right',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    fix: { type: 'boolean', says: 'Set right what takes no decision: modes, leftovers, stale locks.' },
  },
  notes: [
    'Exits with 1 when something bad remains, with 2 when something remains to be looked at, else with 0.',
    'No provider is asked, no gateway’s own doctor is run, no login is renewed; no secret is shown.',
  ],
  async run(asked, host) {
    const examined = await examination(host, asked.has('fix'));
    return {
      document: documentOf('doctor', { ...examined }),
      lines: (look) => doctorLines(examined, look),
      exit: examined.exit,
    };
  },
};

/** The vault by its owner, where there is one; what lies around by this process, whose environment was asked about. */
async function examination(host: Host, fix: boolean): Promise<Examination> {
  const [{ together, diagnosisOf }, { lookAround }, { systemPremises }, { systemGrounds }] =
    await Promise.all([
      import('../../src-main/doctor/diagnose.ts'),
      import('../../src-main/doctor/look-around.ts'),
      import('../../src-main/machine/premises.ts'),
      import('../../src-main/machine/grounds.ts'),
    ]);
  const { diagnosis, profiles } = await vaultExamined(host, fix);
  const { found, tools, services } = await lookAround(
    systemGrounds({ env: host.env, home: host.home, now: host.now() }),
    systemPremises(host.directory),
    profiles,
  );
  return { ...together([...diagnosis.findings, ...diagnosisOf(found, fix).findings]), tools, services };
}

async function vaultExamined(
  host: Host,
  fix: boolean,
): Promise<{ diagnosis: Diagnosis; profiles: readonly Profile[] }> {
  let owner: Client | null = null;
  let owned = false;
  try {
    owner = await host.owner();
  } catch (thrown) {
    // An owner that cannot be asked is what a person may be looking for; the files tell the rest.
    host.warn(failureOf(thrown).message);
    owned = true;
  }
  if (owner !== null) {
    const diagnosis = await owner.doctor({ fix });
    return { diagnosis, profiles: (await owner.profiles.list({})).profiles };
  }
  const [
    { examineFiles },
    { diagnosisOf, together },
    { linkFindings },
    { profileFindings },
    { storeFindings },
    { lookHere },
    { stillConnected },
    { relayClosed },
    { tools },
  ] = await Promise.all([
    import('../../src-main/headless/look-after.ts'),
    import('../../src-main/doctor/diagnose.ts'),
    import('../../src-main/doctor/link-checks.ts'),
    import('../../src-main/doctor/profile-checks.ts'),
    import('../../src-main/doctor/store-checks.ts'),
    import('../../src-main/secret-stores/stores.ts'),
    import('../../src-main/headless/still-attached.ts'),
    import('../../src-main/connecting/relay-closed.ts'),
    import('../../src-main/connecting/tools.ts'),
  ]);
  const diagnosis = await examineFiles(host.directory, owned, fix);
  const { profiles, clock } = await readProfiles(host, owned);
  const silent = await storeFindings(profiles, lookHere(host));
  const gone = linkFindings(profiles, existsSync);
  // Who keeps watch has the relay open, if anybody has.
  const cut = owned
    ? []
    : stillConnected(host.directory).flatMap(({ name, path }) => {
        const tool = tools.find(({ id }) => id === name);
        return tool === undefined ? [] : relayClosed(tool, path);
      });
  const found = diagnosisOf(
    [...profileFindings(profiles, host.now(), clock), ...gone, ...silent, ...cut],
    fix,
  );
  return { diagnosis: together([...diagnosis.findings, ...found.findings]), profiles };
}

/** What the files say of profiles; nothing where they cannot be read, which the examination of the files has told. */
async function readProfiles(host: Host, owned: boolean) {
  const none = { profiles: [], clock: null };
  if (owned) return none;
  try {
    const reader = await host.reader();
    const { clock } = await reader.status({});
    return { profiles: await reader.profiles(), clock };
  } catch {
    return none;
  }
}
