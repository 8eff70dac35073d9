import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Client } from '../../src-shared/contract.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { apis, kinds } from '../../src-shared/words.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Host, Options } from '../command.ts';
import {
  durationOrNone,
  given,
  idOption,
  momentOption,
  settingsOption,
  tagsOption,
  textOrNone,
  wordOption,
} from '../typed-values.ts';
import { askedAfterSaving, offeringForce, storedWithConsent, warnOfForm } from './asking.ts';
import { clientForFirst } from './new-vault.ts';
import { profileDone } from './one-profile.ts';
import { materialOf, secretOptions } from './secret-input.ts';

/** What the core takes of a new profile. */
export type NewProfile = Parameters<Client['profiles']['add']>[0];

/** What can be said of a profile when it is added and later. */
export const factOptions: Options = {
  name: { type: 'string', value: 'NAME', says: 'What you call it.' },
  expires: {
    type: 'string',
    value: 'DATE|DURATION',
    says: 'When it ends: 2027-03-01, 90d; none where it has no end.',
  },
  'base-url': {
    type: 'string',
    value: 'URL',
    says: 'Where it is sent instead: https, or http to this machine.',
  },
  tag: { type: 'string', multiple: true, value: 'TAG', says: 'A word to find it by; again for more.' },
  notes: { type: 'string', value: 'TEXT', says: 'Anything to remember about it.' },
  'rotate-every': { type: 'string', value: 'DURATION', says: 'Warn when it is older than that.' },
};

export const savingOptions: Options = {
  'agree-policy': { type: 'boolean', says: 'Agree to the sentence of its provider on where it may be used.' },
  'no-probe': { type: 'boolean', says: 'Do not ask the provider about it now.' },
};

export const add: Command = {
  name: 'auth add',
  says: 'Store a credential, or a reference to one',
  takes: '',
  words: { least: 0, most: 0 },
  makesVault: true,
  options: {
    provider: {
      type: 'string',
      value: 'PROVIDER',
      says: 'anthropic, claude-code, openai, google, openrouter, …',
    },
    id: { type: 'string', value: 'ID', says: 'Its id, provider:name; made from the name where absent.' },
    kind: { type: 'string', value: kinds.join('|'), says: 'What kind of credential it is.' },
    api: { type: 'string', value: apis.join('|'), says: 'How a server of your own is spoken to.' },
    set: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      says: 'region, account, project or deployment.',
    },
    ...secretOptions,
    ...factOptions,
    ...savingOptions,
    force: {
      type: 'boolean',
      says: 'Store it even if it is stored already, or its form is another provider’s.',
    },
  },
  async notes() {
    const { providers } = await import('../../src-main/providers/index.ts');
    return [
      'Without --key and --ref it asks on the terminal and shows nothing of what is typed.',
      'A key whose form tells its provider needs no --provider.',
      `Providers: ${providers.map(({ id }) => id).join(', ')}.`,
    ];
  },
  async run(asked, host) {
    const kind = wordOption(asked, 'kind', kinds);
    const facts = given({
      provider: asked.text('provider'),
      name: asked.text('name'),
      id: idOption(asked, 'id'),
      kind,
      api: wordOption(asked, 'api', apis),
      config: settingsOption(asked, 'set'),
      baseUrl: asked.text('base-url'),
      expiresAt: momentOption(asked, 'expires', host.now()),
      tags: tagsOption(asked, 'tag'),
      notes: textOrNone(asked, 'notes'),
      rotateEveryMs: durationOrNone(asked, 'rotate-every'),
    });
    // A login tells whose it is; no other reference does, and a server without a key has nothing that could.
    const tells = asked.text('ref')?.startsWith('login:') ?? true;
    if (facts.provider === undefined && (!tells || kind === 'none'))
      throw new KeywatchError(
        'bad_usage',
        'auth add needs --provider; nothing was stored; say whose credential it is, like --provider anthropic',
      );
    const material = kind === 'none' ? {} : await materialOf(asked, host, 'Secret (not shown): ');
    const { client, offerWayBack } = await clientForFirst(host);
    const input = { ...facts, ...material, force: asked.has('force') };
    const profile = await storedWithConsent(host, asked.has('agree-policy'), (agreePolicy) =>
      offeringForce(added(client, { ...input, agreePolicy }, host)),
    );
    const stored = asked.has('no-probe') ? profile : await askedAfterSaving(client, profile, host);
    await offerWayBack();
    return profileDone(stored, `Stored ${stored.id}.`);
  },
};

/** Stores a profile unasked, and warns of what is odd about its key. Throws what storing throws. */
export async function added(client: Client, input: NewProfile, host: Host): Promise<Profile> {
  const { profile } = await client.profiles.add({ ...input, probe: false });
  if (input.secret !== undefined) await warnOfForm(client, input.secret, profile, host);
  return profile;
}

/** Options of `edit` and `replace` that are the same words with the same meaning. */
export function editedFacts(asked: Asked, host: Host) {
  return given({
    name: asked.text('name'),
    expiresAt: momentOption(asked, 'expires', host.now()),
    baseUrl: textOrNone(asked, 'base-url'),
    tags: tagsOption(asked, 'tag'),
    notes: textOrNone(asked, 'notes'),
    rotateEveryMs: durationOrNone(asked, 'rotate-every'),
  });
}
