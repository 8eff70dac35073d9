import { environmentOf } from '../../src-main/gateways/environment/gateway-environment.ts';
import { sentenceOfFailure } from '../../src-main/gateways/references/ref-failure.ts';
import { resolveRefs } from '../../src-main/gateways/references/resolve-refs.ts';
import { nameOfRef } from '../../src-main/gateways/references/secret-ref.ts';
import { typedRef } from '../../src-main/gateways/references/typed-ref.ts';
import { errorTable, KeywatchError } from '../../src-shared/errors.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { ledger } from '../page.ts';
import { familyAsked, snapshotAsked, stateDirOption, surroundingsOf } from './gateway-asked.ts';

export const gatewayResolve: Command = {
  name: 'gateway resolve',
  says: 'What a gateway would get for a SecretRef, or why nothing',
  takes: 'NAME',
  words: { least: 1, most: 1 },
  options: {
    ref: {
      type: 'string',
      value: 'REF',
      says: 'The reference: {"source":…,"provider":…,"id":…}, or env:default:NAME, file:PROVIDER:/pointer, exec:PROVIDER:id.',
    },
    reveal: { type: 'boolean', says: 'Print the secret and a newline, and nothing else.' },
    ...stateDirOption,
  },
  notes: [
    'Runs the program that the gateway’s own configuration names for exec references, in the environment the gateway would give it. Where nothing is got, the exit code tells why: 65 the reference, 66 nothing there, 69 no answer, 77 a rule for paths.',
  ],
  async run(asked, host) {
    const typed = asked.text('ref');
    if (typed === undefined)
      throw new KeywatchError(
        'bad_usage',
        'gateway resolve needs --ref; nothing was read; type it like --ref env:default:OPENAI_API_KEY',
      );
    const around = surroundingsOf(host);
    const { snapshot } = snapshotAsked(asked, familyAsked(asked), around);
    const { config, generation } = snapshot;
    const { variables } = await environmentOf(snapshot, around);
    const env = Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));
    const ref = typedRef(typed, generation, config.secrets.defaults);
    const [found] = await resolveRefs([ref], { secrets: config.secrets, env, generation, around });
    if (found === undefined)
      throw new KeywatchError('fault', 'nothing was asked; nothing was changed; report this');
    const shown = { ref: nameOfRef(ref), generation };
    if (!found.ok) {
      const error = sentenceOfFailure(found, generation);
      return {
        document: documentOf('resolved', { ok: false, length: null, error, code: found.code, ...shown }),
        lines: (look) =>
          ledger(
            [
              ['Gets', { text: 'nothing', tone: 'bad' }],
              ['Because', error],
            ],
            look,
          ),
        exit: errorTable[found.as].exit,
      };
    }
    const { value } = found;
    const reveal = asked.has('reveal');
    if (reveal && !host.json) host.say(value);
    return {
      document: documentOf('resolved', {
        ok: true,
        length: value.length,
        error: null,
        code: null,
        ...shown,
        ...(reveal ? { value } : {}),
      }),
      lines: (look) =>
        reveal
          ? []
          : ledger([['Gets', { text: `a secret of ${value.length} characters`, tone: 'good' }]], look),
    };
  },
};
