import { selectProfile } from '../../src-shared/select-profile.ts';
import { documentOf } from '../documents.ts';
import type { Command } from '../command.ts';
import { knownProvider } from '../named-provider.ts';

export const list: Command = {
  name: 'auth list',
  says: 'Every profile with its state',
  takes: '',
  words: { least: 0, most: 0 },
  options: { provider: { type: 'string', value: 'PROVIDER', says: 'Only the profiles of one provider.' } },
  async run(asked, host) {
    const typed = asked.text('provider');
    const all = await (await host.reader()).profiles();
    const provider = typed === undefined ? undefined : await knownProvider(typed, all);
    const profiles = provider === undefined ? all : all.filter((each) => each.provider === provider);
    return {
      document: documentOf('profiles', { profiles }),
      lines: async (look) => (await import('./list-lines.ts')).listLines(profiles, all.length > 0, look),
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
        lines: async (look) => (await import('../profile-lines.ts')).profileLines(profile, profiles, look),
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
      lines: async (look) => (await import('./list-lines.ts')).countLines(summary, look),
    };
  },
};
