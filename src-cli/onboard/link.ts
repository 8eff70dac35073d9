import { existsSync } from 'node:fs';
import { stateDirectoryOf } from '../../src-main/gateways/stores/layout.ts';
import { systems } from '../../src-main/gateways/systems.ts';
import { understood } from '../arguments.ts';
import { surroundingsOf } from '../commands/gateway-asked.ts';
import { gatewayLink, toLink } from '../commands/gateway-link.ts';
import { policiesOf } from '../commands/link-lines.ts';
import { failureOf } from '../failure.ts';
import { unlessDeclined, type FirstMinutes } from './first-minutes.ts';

/** Whether linking a gateway would change something; a sentence where it cannot be linked. */
async function wouldChange(id: string, { host }: FirstMinutes): Promise<boolean | string> {
  try {
    const client = await host.client();
    const plan = await client.gateways.plan(toLink(understood(gatewayLink, [id]), host));
    return plan.changes || policiesOf(plan).length > 0;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.code === 'fault') throw thrown;
    return failure.message;
  }
}

/** Gateways that keep keys in clear: each is shown what would change before it does. */
export async function linkGateways(around: FirstMinutes): Promise<boolean> {
  const { host, screen, kept } = around;
  const surroundings = surroundingsOf(host);
  const here = systems.filter(
    (system) => system.generation !== null && existsSync(stateDirectoryOf(system, null, surroundings)),
  );
  let met = false;
  for (const { id, name } of here) {
    const would = await wouldChange(id, around);
    if (would === false) continue;
    if (!met) screen.step('Link: gateways that keep their keys in clear fetch them from the vault instead.');
    met = true;
    if (typeof would === 'string') {
      screen.says(`${name}: ${would}`);
      continue;
    }
    if (!(await screen.yes(`Show what linking ${name} would change?`, true))) continue;
    const linked = await unlessDeclined(around, async (asking) => {
      const done = await gatewayLink.run(understood(gatewayLink, [id]), asking);
      return (await done.lines({ width: 80, colour: false, now: host.now() })).slice(-1);
    });
    if (linked) kept.push(`${name} linked`);
  }
  return met;
}
