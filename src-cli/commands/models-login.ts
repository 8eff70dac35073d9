import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command } from '../command.ts';
import { passedOverOptions, tellPassedOver, type PassedOver } from '../passed-over.ts';
import { given, idOption } from '../typed-values.ts';
import { savingOptions } from './add.ts';
import { askedAfterSaving } from './asking.ts';
import { profileDone } from './one-profile.ts';

/** Whose login is linked for a provider: the tool that keeps it signs in and renews it, never Keywatch. */
const loginOf: ReadonlyMap<string, string> = new Map([
  ['anthropic', 'login:claude-code'],
  ['claude-code', 'login:claude-code'],
  ['claude-cli', 'login:claude-code'],
  ['openai-codex', 'login:codex'],
  ['codex', 'login:codex'],
]);

/** What a sign-in of one's own would need. */
const passedOver = {
  method: 'string',
  agent: 'string',
  'set-default': 'boolean',
  'device-code': 'boolean',
  force: 'boolean',
} as const satisfies PassedOver;

export const modelsLogin: Command = {
  name: 'models auth login',
  says: 'Link the login of Claude Code or Codex, which keeps and renews it',
  takes: '',
  words: { least: 0, most: 0 },
  makesVault: true,
  options: {
    provider: { type: 'string', value: 'PROVIDER', says: 'anthropic or openai-codex; needed.' },
    'profile-id': { type: 'string', value: 'ID', says: 'Its id here; made from its name where absent.' },
    'no-probe': savingOptions['no-probe'] ?? { type: 'boolean', says: 'Do not ask about it now.' },
    ...passedOverOptions(passedOver),
  },
  notes: [
    'Keywatch signs in nowhere and copies no login: sign in with the tool itself first.',
    'A login that is linked already stays linked, and is asked about anew.',
  ],
  async run(asked, host) {
    const typed = asked.text('provider')?.trim().toLowerCase();
    const reference = loginOf.get(typed ?? '');
    if (reference === undefined)
      throw new KeywatchError(
        'bad_usage',
        `${typed === undefined ? 'models auth login needs --provider' : 'that provider has no login that could be linked'}; nothing was stored; use --provider anthropic or openai-codex, or keywatch auth add for a key`,
      );
    tellPassedOver(Object.keys(passedOver), asked, host);
    const client = await host.client();
    const { profiles } = await client.profiles.list({});
    const linked = profiles.find((each) => each.reference === reference);
    const { profile } =
      linked === undefined
        ? await client.profiles.add({
            reference,
            probe: false,
            ...given({ id: idOption(asked, 'profile-id') }),
          })
        : { profile: linked };
    const stored = asked.has('no-probe') ? profile : await askedAfterSaving(client, profile, host);
    return profileDone(stored, `Auth profile: ${stored.id} (${stored.provider}/${stored.kind})`);
  },
};
