import type { GatewayImportInput } from '../../src-shared/contract-gateway-view.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { placeOf } from '../../src-main/gateways/stores/place.ts';
import { gatewayNamed } from '../../src-main/gateways/systems.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Host } from '../command.ts';
import { agentOption, presentAsked, providerAsked, stateDirOption, surroundingsOf } from './gateway-asked.ts';
import { carryOut } from './import-plan.ts';
import { needsYes } from './vault-protect.ts';

/** What is asked for; where the gateway lies, this shell's variables say and not the owner's. */
function inputOf(asked: Asked, host: Host): GatewayImportInput {
  const [gateway = '', ...ids] = asked.words;
  const { system } = gatewayNamed(gateway);
  const unknown = ['state-dir', 'agent', 'allow-exec'].find(
    (option) => system.generation === null && asked.has(option),
  );
  if (unknown !== undefined)
    throw new KeywatchError(
      'bad_usage',
      `${system.name} is asked through its own command, which knows no --${unknown}; nothing was read; leave it out`,
    );
  return {
    ...placeOf(gateway, asked.text('state-dir') ?? null, surroundingsOf(host)),
    agent: asked.text('agent') ?? null,
    provider: providerAsked(asked),
    ids,
    replace: asked.has('replace'),
    agreePolicy: asked.has('agree-policy'),
    runPrograms: asked.has('allow-exec'),
  };
}

export const gatewayImport: Command = {
  name: 'gateway import',
  says: 'Take over what a gateway works with; shows first what would change, and changes nothing there',
  takes: 'NAME [ID…]',
  words: { least: 1, most: 1000 },
  makesVault: true,
  options: {
    ...stateDirOption,
    ...agentOption,
    provider: { type: 'string', value: 'PROVIDER', says: 'Only the profiles of one provider.' },
    'allow-exec': {
      type: 'boolean',
      says: 'Run the programs that its configuration names as secret providers, and keep what they give.',
    },
    replace: { type: 'boolean', says: 'Where another key is stored under the same id, take the gateway’s.' },
    'agree-policy': { type: 'boolean', says: 'Agree to the sentence of each provider that has one.' },
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Show what would change and change nothing.' },
  },
  notes: [
    'Keys and tokens are copied, or referred to where the gateway refers to a variable or a file; a login stays the gateway’s and is linked.',
    'Without an ID it takes all it can; what was named and cannot be taken stops everything.',
  ],
  async run(asked, host) {
    const input = inputOf(asked, host);
    const named = gatewayNamed(input.gateway);
    // A gateway that is not there makes no vault.
    if (named.system.generation !== null) presentAsked(asked, named, surroundingsOf(host));
    needsYes(asked, host, 'importing');
    const { gateways } = await host.client();
    return carryOut(asked, host, await gateways.previewImport(input), {
      async agree() {
        input.agreePolicy = true;
        return gateways.previewImport(input);
      },
      done: () => gateways.import(input),
    });
  },
};
