import type { Profile } from '../../src-shared/contract-schema.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';
import { documentOf } from '../documents.ts';
import { ledger, table, type Look } from '../page.ts';
import type { Command } from '../command.ts';
import { availableCell, profileLines, stateCell } from '../profile-lines.ts';

const nothingYet = 'Nothing to watch yet. Store a credential with keywatch auth add.';

/** The table of `auth list`: one row a profile. */
export function profileTable(profiles: readonly Profile[], look: Look): string[] {
  return table(
    profiles,
    [
      { head: 'ID', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 16 },
      { head: 'Name', cell: ({ name }) => name, least: 10, leaves: 2 },
      { head: 'Provider', cell: ({ provider }) => provider, leaves: 3 },
      { head: 'Source', cell: ({ source }) => source, leaves: 1 },
      { head: 'Health', cell: (profile) => stateCell(profile, look.now) },
      { head: 'Available', cell: availableCell },
    ],
    look,
  );
}

export const list: Command = {
  name: 'auth list',
  says: 'Every profile with its state',
  takes: '',
  words: { least: 0, most: 0 },
  options: { provider: { type: 'string', value: 'PROVIDER', says: 'Only the profiles of one provider.' } },
  async run(asked, host) {
    const provider = asked.text('provider');
    const all = await (await host.reader()).profiles();
    const profiles = provider === undefined ? all : all.filter((each) => each.provider === provider);
    return {
      document: documentOf('profiles', { profiles }),
      lines: (look) => {
        if (profiles.length > 0) return profileTable(profiles, look);
        return [
          all.length === 0
            ? nothingYet
            : 'No profile is of that provider. keywatch auth list shows them all.',
        ];
      },
    };
  },
};

export const show: Command = {
  name: 'auth show',
  says: 'Everything known of one profile; its secret only with --reveal',
  takes: 'ID',
  words: { least: 1, most: 1 },
  options: {
    reveal: {
      type: 'boolean',
      says: 'Print the secret and a newline, and nothing else; recorded in the access log.',
    },
    'no-newline': { type: 'boolean', says: 'With --reveal: the secret alone.' },
  },
  async run(asked, host) {
    const typed = asked.words[0] ?? '';
    if (!asked.has('reveal')) {
      const profiles = await (await host.reader()).profiles();
      const profile = selectProfile(typed, profiles);
      return {
        document: documentOf('profile', { profile }),
        lines: (look) => profileLines(profile, profiles, look),
      };
    }
    const client = await host.client();
    const { profiles } = await client.profiles.list({});
    const profile = selectProfile(typed, profiles);
    const { secret } = await client.profiles.reveal({ id: profile.id, action: 'reveal' });
    if (!host.json) host.say(secret, asked.has('no-newline') ? '' : '\n');
    return {
      document: documentOf('profile', { profile: { ...profile, secret } }),
      lines: () => [],
    };
  },
};

/** The counts of RestFlow's `auth status`, in our words. */
export const authStatus: Command = {
  name: 'auth status',
  says: 'How many profiles are in which state',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run(_, host) {
    const { summary } = await (await host.reader()).status({});
    return {
      document: documentOf('counts', summary),
      lines: (look) =>
        ledger(
          Object.entries(summary).map(([name, count]) => [name, String(count)] as const),
          look,
        ),
    };
  },
};
