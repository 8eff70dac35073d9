import type { GatewayImportInput } from '../../src-shared/contract-gateway-view.ts';
import type { ImportPlan } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { agentAt } from '../gateways/stores/agent-at.ts';
import { environmentAt, readPlace, userName } from '../gateways/stores/place.ts';
import { readRestFlow } from '../gateways/stores/restflow.ts';
import type { Agent, Snapshot } from '../gateways/stores/snapshot.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import { gatewayNamed } from '../gateways/systems.ts';
import type { Caller } from '../core.ts';
import type { Env } from '../ports.ts';
import type { CallParts } from '../profiles/calls.ts';
import { chosenOf } from './chosen.ts';
import { noServing, type ReadFile } from './entry.ts';
import { gatewayEntries } from './gateway-entries.ts';
import { gatewaySecrets } from './gateway-secrets.ts';
import { importPlanned } from './import-planned.ts';
import { planImport, type PlannedImport } from './plan-import.ts';
import { restFlowEntries } from './restflow-entries.ts';

export interface GatewayParts extends CallParts {
  /** This machine as a gateway of that environment and home directory meets it. */
  aroundGateway(place: { env: Env; home: string }): Surroundings;
}

export interface GatewayImport {
  preview(input: GatewayImportInput, caller: Caller): Promise<ImportPlan>;
  /** All of it or nothing, in one write. */
  import(input: GatewayImportInput, caller: Caller): Promise<ImportPlan>;
}

/** Taking what a gateway works with into the vault; nothing of the gateway changes. */
export function createGatewayImport(parts: GatewayParts): GatewayImport {
  const { vault, time, env, aroundGateway } = parts;

  async function planned(input: GatewayImportInput, { door }: Caller): Promise<PlannedImport> {
    // The programs stand in a file that the caller names: only programs of this user on this machine may have them run.
    if (input.runPrograms === true && door !== 'local')
      throw new KeywatchError(
        'not_permitted',
        telling(
          'Programs of a gateway are run for the command line alone; nothing was imported; type keywatch gateway import --allow-exec.',
        ),
      );
    // Comparing takes the key: the locked vault says so before a file is read.
    vault.fingerprint('');
    const around = aroundGateway({ env: environmentAt(input, env), home: input.home });
    const choices = {
      replace: input.replace === true,
      conflicts: input.conflicts ?? {},
      agreePolicy: input.agreePolicy === true,
    };
    const { generation } = gatewayNamed(input.gateway).system;
    const read = generation === null ? await ofRestFlow(input, around) : await ofFamily(input, around);
    return planImport(read, vault, choices, time.now());
  }

  return {
    preview: async (input, caller) => (await planned(input, caller)).plan,
    import: (input, caller) => importPlanned(() => planned(input, caller), parts),
  };
}

async function ofFamily(input: GatewayImportInput, around: Surroundings): Promise<ReadFile> {
  const snapshot = readPlace(input, around);
  const agent = agentAt(snapshot, input.agent);
  refuseBroken(snapshot, agent);
  const secretsOf = gatewaySecrets(snapshot, around, { runPrograms: input.runPrograms === true });
  return {
    format: 'gateway',
    entries: await gatewayEntries(snapshot, agent, input, secretsOf),
    serving: noServing,
    user: userName(input, agent.id),
  };
}

/** What cannot be read is not passed over as if nothing stood there. */
function refuseBroken({ problems, named }: Snapshot, { files }: Agent): void {
  const broken = problems.find(({ path }) => path === files.path);
  if (broken === undefined) return;
  throw new KeywatchError(
    'invalid_input',
    telling(
      '{name} cannot use {path}: {problem}; nothing was imported; put a copy of it back, or sign in there again.',
      { name: named.system.name, path: broken.path, problem: broken.problem },
    ),
    { path: broken.path },
  );
}

async function ofRestFlow(input: GatewayImportInput, around: Surroundings): Promise<ReadFile> {
  const profiles = await readRestFlow(around.spawn);
  return {
    format: 'gateway',
    entries: restFlowEntries(
      chosenOf(profiles, input, ({ name }) => name),
      around.env,
    ),
    serving: noServing,
    user: userName(input, null),
  };
}
