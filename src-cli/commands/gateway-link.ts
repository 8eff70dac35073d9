import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type {
  GatewayApplyInput,
  GatewayInput,
  GatewayPlan,
  LinkInput,
} from '../../src-shared/contract-gateways.ts';
import { errorTable, isErrorCode, KeywatchError } from '../../src-shared/errors.ts';
import { refuseUnlinkable } from '../../src-main/linking/gateway-place.ts';
import type { Command, Done, Host, Options } from '../command.ts';
import type { Asked } from '../arguments.ts';
import { documentOf } from '../documents.ts';
import {
  agentOption,
  familyAsked,
  gatewayToChange,
  presentAsked,
  stateDirOption,
  surroundingsOf,
} from './gateway-asked.ts';
import { countOf, linkLines, octal, policiesOf } from './link-lines.ts';
import { lookHere } from './look-here.ts';
import { needsYes } from './vault-protect.ts';

const options: Options = {
  ...stateDirOption,
  agent: {
    ...agentOption['agent'],
    type: 'string',
    value: 'AGENT',
    says: 'Whose store; those of all agents where absent.',
  },
  provider: { type: 'string', value: 'PROVIDER', says: 'Profiles of this provider alone.' },
  yes: { type: 'boolean', says: 'Do not ask.' },
  'dry-run': { type: 'boolean', says: 'Show what would change and change nothing.' },
};

export const gatewayLink: Command = {
  name: 'gateway link',
  says: 'Replace keys in clear in a gateway by references to Keywatch; shows first what would change',
  takes: 'NAME [ID…]',
  words: { least: 1, most: 10_001 },
  makesVault: true,
  options: {
    ...options,
    'agree-policy': { type: 'boolean', says: 'Agree to the sentence of each provider that has one.' },
  },
  notes: [
    'Each key goes into the vault, and the gateway fetches it from there by a program of its own that may fetch those keys and no other. Logins stay where they are.',
    'What stood there is kept sealed; keywatch gateway unlink puts it back. All of it is changed or, where one file cannot be, nothing.',
  ],
  async run(asked, host) {
    refuseAtOnce(asked, host);
    needsYes(asked, host, 'linking');
    return changed(asked, host, toLink(asked, host));
  },
};

/** What can never be linked is told before anybody is asked for a word, and makes no vault. Throws what to do instead. */
function refuseAtOnce(asked: Asked, host: Host): void {
  const around = surroundingsOf(host);
  const snapshot = presentAsked(asked, familyAsked(asked), around);
  refuseUnlinkable({ snapshot, agents: [...snapshot.agents.values()], around });
}

/** What a command line asks to have linked. */
export function toLink(asked: Asked, host: Host): LinkInput {
  return {
    act: 'link',
    ...gatewayToChange(asked, host),
    starts: {
      node: realpathSync(process.execPath),
      program: realpathSync(join(host.programDirectory, 'keywatch.cjs')),
    },
    agreePolicy: asked.has('agree-policy'),
  };
}

export const gatewayUnlink: Command = {
  name: 'gateway unlink',
  says: 'Put back what gateway link replaced; shows first what would change',
  takes: 'NAME [ID…]',
  words: { least: 1, most: 10_001 },
  options,
  notes: ['What somebody changed since is left as it is, and named. The keys stay in the vault too.'],
  async run(asked, host) {
    needsYes(asked, host, 'unlinking');
    return changed(asked, host, { act: 'unlink', ...gatewayToChange(asked, host) });
  },
};

/** Shows what would change, asks, and does it as it was shown. */
async function changed(asked: Asked, host: Host, given: GatewayInput): Promise<Done> {
  const isNamed = given.ids.length > 0;
  const client = await host.client();
  let input = given;
  let plan = await client.gateways.plan(input);
  if (input.act === 'link' && host.terminal.in && !asked.has('yes') && !asked.has('dry-run')) {
    const sentences = policiesOf(plan);
    if (sentences.length > 0) {
      host.write(`${sentences.join('\n')}\n`);
      if (await host.askYes('Agree to that?')) {
        input = { ...input, agreePolicy: true };
        plan = await client.gateways.plan(input);
      }
    }
  }
  if (asked.has('dry-run') || !plan.changes) return done(plan, false, isNamed);
  if (!asked.has('yes')) {
    host.write(`${linkLines(plan, lookHere(host)).join('\n')}\n\n`);
    if (!(await host.askYes(`Change ${countOf(plan.files.length, 'file')}?`)))
      throw new KeywatchError(
        'bad_usage',
        'nothing was changed; everything is as before; answer y to change it',
      );
  }
  const applied: GatewayApplyInput =
    input.act === 'link' ? { ...input, mark: plan.mark } : { ...input, mark: plan.mark };
  return done(await client.gateways.apply(applied), true, isNamed);
}

function done(plan: GatewayPlan, isDone: boolean, isNamed: boolean): Done {
  const { mark: _mark, noted: _noted, changes, act, ...shown } = plan;
  const verb = act === 'link' ? 'linked' : 'unlinked';
  const count = plan.profiles.filter(({ state }) => state === act).length;
  return {
    document: documentOf('link', {
      act,
      done: isDone && changes,
      changes,
      ...shown,
      files: plan.files.map((file) => ({
        ...file,
        modeBefore: file.modeBefore === null ? null : octal(file.modeBefore),
        modeAfter: file.modeAfter === null ? null : octal(file.modeAfter),
      })),
    }),
    lines: (look) => [
      ...linkLines(plan, look),
      '',
      !changes
        ? 'There is nothing to do; nothing was changed.'
        : isDone
          ? `${countOf(count, 'profile')} ${verb}.`
          : 'Nothing was changed.',
    ],
    ...exitOf(plan, isNamed),
  };
}

/** Somebody who named profiles must hear where one of them was left. */
function exitOf(plan: GatewayPlan, isNamed: boolean): { exit?: number } {
  if (plan.act !== 'link' || !isNamed) return {};
  const refused = plan.profiles.find(({ code }) => code !== null)?.code;
  return isErrorCode(refused) ? { exit: errorTable[refused].exit } : {};
}
