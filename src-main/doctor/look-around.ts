import type { ServiceView, ToolUse } from '../../src-shared/contract-keeping.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { telling } from '../../src-shared/say.ts';
import type { Grounds } from '../discovery/grounds.ts';
import { keptLogins } from '../gateways/stores/kept-logins.ts';
import { sharedAccounts } from '../gateways/findings/same-account.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import type { Premises } from '../ports.ts';
import type { Found } from './circumstances.ts';
import { examineGateways } from './gateways/examine-gateway.ts';
import { examineRestFlow } from './gateways/examine-restflow.ts';
import { mended } from './gateways/mend.ts';
import { networkFindings } from './network-checks.ts';
import { plaintextFindings } from './plaintext-files.ts';
import { createRepairs } from './repairs.ts';
import { launchdServices } from './services/launchd-services.ts';
import { looseKeyFiles, serviceFindings, serviceView, type Needed } from './services/service-checks.ts';
import type { Services } from './services/service.ts';
import { systemdServices } from './services/systemd-services.ts';
import { oddVariables } from './tools/odd-variables.ts';
import { takers, toolFindings, useOf } from './tools/uses.ts';

export interface Around {
  found: Found[];
  tools: ToolUse[];
  services: ServiceView[];
}

async function servicesOf(around: Surroundings): Promise<Services> {
  const all = [await systemdServices(around), launchdServices(around)];
  return { found: all.flatMap(({ found }) => found), problems: all.flatMap(({ problems }) => problems) };
}

/** Variables that profiles of the vault refer to: what keeps watch as a service must see them too. */
function referred(profiles: readonly Pick<Profile, 'id' | 'reference'>[], { env }: Surroundings): Needed[] {
  return profiles.flatMap(({ id, reference }) => {
    const [, name] = /^env:(\w+)$/.exec(reference ?? '') ?? [];
    const value = name === undefined ? '' : (env[name]?.trim() ?? '');
    return name === undefined || value === ''
      ? []
      : [{ program: 'keywatch', name, value, why: telling('{id} refers to', { id }), ownPlace: null }];
  });
}

/**
 * Examines what lies around the vault: the gateways of this home, what each tool would really use, the way out, services. It is
 * the caller's surroundings that count, so this runs where the environment is that is asked about. Changes nothing by itself;
 * what sets a finding right comes with it.
 */
export async function lookAround(
  around: Grounds,
  premises: Premises,
  profiles: readonly Pick<Profile, 'id' | 'reference'>[],
): Promise<Around> {
  const { gateways, failed } = await examineGateways(around);
  const mending = { premises, repairs: createRepairs(premises), around };
  const here = takers(around);
  const all = [...here, ...gateways.flatMap((each) => each.takers)];
  const services = await servicesOf(around);
  const needed = [...gateways.flatMap((each) => each.needed), ...referred(profiles, around)];
  const loose = looseKeyFiles(services, around).map(({ path }): Found => ({
    id: 'loose_mode',
    severity: 'bad',
    what: telling('Other users of this machine can read the keys that a service is given.'),
    where: path,
    remedy: telling("Type: chmod 600 ''{path}''", { path }),
  }));
  const shared = sharedAccounts(
    gateways.map(({ snapshot }) => snapshot),
    keptLogins(around),
  );
  const found = [
    ...failed,
    ...gateways.flatMap((each) => each.found),
    ...shared,
    ...(await examineRestFlow(around)),
    ...all.flatMap((taker) => toolFindings(taker, around.now)),
    ...oddVariables(all),
    ...(await plaintextFindings(around)),
    ...networkFindings(around),
    ...serviceFindings(services, needed),
    ...loose,
  ];
  return {
    found: onceEach(found.map((finding) => mended(finding, mending))),
    tools: all.map(useOf),
    services: services.found.map((service) => serviceView(service, needed)),
  };
}

/** Two gateways may read one file, and two tools one variable. */
function onceEach(found: readonly Found[]): Found[] {
  const byWhat = new Map(
    found.map((finding) => [`${finding.id} ${finding.where ?? ''} ${finding.what}`, finding]),
  );
  const files = new Set<string>();
  return [...byWhat.values()].filter(({ id, where }) => {
    if (id !== 'loose_mode' || where === null) return true;
    return !files.has(where) && files.add(where);
  });
}
