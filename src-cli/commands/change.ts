import { KeywatchError } from '../../src-shared/errors.ts';
import { clockTime, span } from '../../src-shared/times.ts';
import { documentOf } from '../documents.ts';
import type { Command } from '../command.ts';
import { given, momentOption, timesOrDefault } from '../typed-values.ts';
import { editedFacts, factOptions, savingOptions } from './add.ts';
import { askedAfterSaving, storedWithConsent } from './asking.ts';
import { idOf, profileDone } from './one-profile.ts';
import { materialOf, secretOptions } from './secret-input.ts';

const one = { least: 1, most: 1 };

export const edit: Command = {
  name: 'auth edit',
  says: 'Change what is said of a profile; its secret stays',
  takes: 'ID',
  words: one,
  options: {
    ...factOptions,
    'probes-per-day': {
      type: 'string',
      value: 'N|default',
      says: 'Ask at most so often a day on schedule, 1 to 96.',
    },
  },
  notes: ['none takes a value away: --expires none, --base-url none, --tag none.'],
  async run(asked, host) {
    const facts = {
      ...editedFacts(asked, host),
      ...given({ probesPerDay: timesOrDefault(asked, 'probes-per-day', 96) }),
    };
    if (Object.keys(facts).length === 0)
      throw new KeywatchError(
        'bad_usage',
        'auth edit was told nothing to change; nothing was changed; say it with --name, --expires, --base-url, --tag, --notes, --rotate-every or --probes-per-day',
      );
    const client = await host.client();
    const id = await idOf(host, asked.words[0] ?? '');
    const { profile } = await client.profiles.edit({ id, ...facts });
    return profileDone(profile, `Changed ${profile.id}.`);
  },
};

export const replace: Command = {
  name: 'auth replace',
  says: 'Put a new secret in the place of the old one',
  takes: 'ID',
  words: one,
  options: {
    ...secretOptions,
    expires: {
      type: 'string',
      value: 'DATE|DURATION',
      says: 'When the new one ends; none where it has no end.',
    },
    ...savingOptions,
  },
  async run(asked, host) {
    const expires = given({ expiresAt: momentOption(asked, 'expires', host.now()) });
    const client = await host.client();
    const id = await idOf(host, asked.words[0] ?? '');
    const material = await materialOf(asked, host, `New secret of ${id} (not shown): `);
    const { profile } = await storedWithConsent(host, asked.has('agree-policy'), (agreePolicy) =>
      client.profiles.replaceSecret({ id, ...material, ...expires, agreePolicy, probe: false }),
    );
    const stored = asked.has('no-probe') ? profile : await askedAfterSaving(client, profile, host);
    return profileDone(stored, `Replaced the secret of ${stored.id}.`);
  },
};

export const remove: Command = {
  name: 'auth remove',
  says: 'Remove a profile; auth restore brings it back within 30 s',
  takes: 'ID',
  words: one,
  options: {
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Say what would be removed and change nothing.' },
  },
  async run(asked, host) {
    const dry = asked.has('dry-run');
    if (!dry && !asked.has('yes') && !host.terminal.in)
      throw new KeywatchError(
        'bad_usage',
        'removing asks first and there is no terminal to ask; nothing was removed; add --yes, or --dry-run to see what would go',
      );
    const client = await host.client();
    const id = await idOf(host, asked.words[0] ?? '');
    const kept = 'Backups keep it sealed until they roll off.';
    if (dry)
      return {
        document: documentOf('removed', { id, removed: false, restorableUntil: null }),
        lines: () => [`Would remove ${id}; nothing was changed. ${kept}`],
      };
    if (!asked.has('yes') && !(await host.askYes(`Remove ${id}? ${kept}`)))
      throw new KeywatchError(
        'bad_usage',
        `${id} was not removed; everything is as before; answer y to remove it`,
      );
    const { restorableUntil } = await client.profiles.remove({ id });
    const left = span(restorableUntil - host.now());
    return {
      document: documentOf('removed', { id, removed: true, restorableUntil }),
      lines: () => [
        `Removed ${id}. For ${left}, until ${clockTime(restorableUntil)}: keywatch auth restore ${id}`,
        kept,
      ],
    };
  },
};

export const restore: Command = {
  name: 'auth restore',
  says: 'Bring back a profile that was removed in the last 30 s',
  takes: 'ID',
  words: one,
  options: {},
  async run(asked, host) {
    const client = await host.client();
    const { profile } = await client.profiles.restore({ id: asked.words[0] ?? '' });
    return profileDone(profile, `Restored ${profile.id}.`);
  },
};

export const enable: Command = {
  name: 'auth enable',
  says: 'Let a profile serve again; clears what spoke against it',
  takes: 'ID',
  words: one,
  options: {},
  async run(asked, host) {
    const client = await host.client();
    const { profile } = await client.profiles.enable({ id: await idOf(host, asked.words[0] ?? '') });
    return profileDone(profile, `Enabled ${profile.id}.`);
  },
};

export const disable: Command = {
  name: 'auth disable',
  says: 'Take a profile out of use without removing it',
  takes: 'ID',
  words: one,
  options: { reason: { type: 'string', value: 'TEXT', says: 'Why, for later.' } },
  async run(asked, host) {
    const client = await host.client();
    const note = given({ note: asked.text('reason') });
    const { profile } = await client.profiles.disable({
      id: await idOf(host, asked.words[0] ?? ''),
      ...note,
    });
    return profileDone(profile, `Disabled ${profile.id}.`);
  },
};

export const reset: Command = {
  name: 'auth reset',
  says: 'Forget cooldown and failures of a profile',
  takes: 'ID',
  words: one,
  options: {},
  async run(asked, host) {
    const client = await host.client();
    const { profile } = await client.profiles.reset({ id: await idOf(host, asked.words[0] ?? '') });
    return profileDone(profile, `Reset ${profile.id}.`);
  },
};
