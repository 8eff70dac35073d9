import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Host, Options } from '../command.ts';
import { keyFlags, passedOver } from '../onboard/family-choices.ts';
import { passedOverOptions } from '../passed-over.ts';

const keyOptions: Options = Object.fromEntries(
  keyFlags.map((flag) => [
    flag,
    { type: 'string', value: '-|KEY', says: 'Its key; - reads standard input.' },
  ]),
);

/** What somebody types who cannot be asked. */
const instead = [
  'keywatch auth discover                              what other tools keep here; then --link SEL or --copy SEL',
  'keywatch auth add --key -                           a key from standard input',
  'keywatch vault protect --add recovery --json        a code that opens the vault when nothing else does',
  'keywatch auth test                                  whether they work; no tokens are spent',
  'keywatch gateway link NAME --yes                    a gateway fetches its keys from here',
  'keywatch service install --yes                      it starts by itself',
  'keywatch onboard --non-interactive --auth-choice openai-api-key --openai-api-key -',
];

function nobodyToAsk(host: Host): never {
  if (!host.json)
    host.write(`Type instead, what of it you want:\n${instead.map((line) => `  ${line}\n`).join('')}`);
  throw new KeywatchError(
    'bad_usage',
    'onboard asks its questions on a terminal and there is none; nothing was done; say --auth-choice, or type the single steps',
  );
}

export const onboard: Command = {
  name: 'onboard',
  says: 'Set Keywatch up, question by question: find, add, protect, test, link, start',
  takes: '',
  words: { least: 0, most: 0 },
  makesVault: true,
  options: {
    'non-interactive': { type: 'boolean', says: 'Ask nothing; takes what the other options say.' },
    'auth-choice': {
      type: 'string',
      value: 'CHOICE',
      says: 'What to store, in the OpenClaw family’s words: token, apiKey, openai-api-key, openai-codex, …, skip.',
    },
    'token-provider': { type: 'string', value: 'PROVIDER', says: 'Whose token it is.' },
    token: { type: 'string', value: '-|TOKEN', says: 'The token; - reads standard input.' },
    'token-profile-id': {
      type: 'string',
      value: 'ID',
      says: 'Where to store it; PROVIDER:manual where absent.',
    },
    'token-expires-in': { type: 'string', value: 'DURATION', says: 'How long it lives from now.' },
    'secret-input-mode': {
      type: 'string',
      value: 'plaintext|ref',
      says: 'ref refers to the provider’s variable in the place of keeping the key.',
    },
    'custom-base-url': { type: 'string', value: 'URL', says: 'Where a server of your own is.' },
    'custom-api-key': { type: 'string', value: '-|KEY', says: 'Its key, if it has one.' },
    'custom-provider-id': { type: 'string', value: 'NAME', says: 'What you call it.' },
    'custom-compatibility': { type: 'string', value: 'openai|anthropic', says: 'How it is spoken to.' },
    'cloudflare-ai-gateway-account-id': { type: 'string', value: 'ID', says: 'Whose account it is.' },
    'cloudflare-ai-gateway-gateway-id': { type: 'string', value: 'ID', says: 'The family’s; passed over.' },
    ...keyOptions,
    'install-daemon': { type: 'boolean', says: 'Install the service too.' },
    'agree-policy': {
      type: 'boolean',
      says: 'Agree to the sentence of its provider on where it may be used.',
    },
    'no-probe': { type: 'boolean', says: 'Do not ask the provider about it now.' },
    ...passedOverOptions(passedOver),
  },
  notes: [
    'Every question may be passed over; Ctrl-C keeps what was done, and running it again asks for what is left.',
    'A key’s option may stand without --auth-choice. Without any, the key comes from the provider’s variable.',
  ],
  async run(asked, host) {
    const { chosen, withoutQuestions } = await import('../onboard/without-questions.ts');
    const choice = chosen(asked);
    if (choice !== null) return withoutQuestions(choice, asked, host);
    const mayAsk = host.terminal.in && host.terminal.out && !host.json && !asked.has('non-interactive');
    if (!mayAsk) return nobodyToAsk(host);
    return (await import('../onboard/wizard.ts')).wizard(host);
  },
};
