import type { Notify, Settings, Undelivered } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { exactMoment } from '../../src-shared/times.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done } from '../command.ts';
import { documentOf } from '../documents.ts';
import { plain } from '../plain-text.ts';
import { given } from '../typed-values.ts';

const usage = 'see keywatch help notify';

export const notify: Command = {
  name: 'notify',
  says: 'How notices reach you outside the window, and when',
  takes: '[desktop | command -- PROGRAM ARG… | webhook URL | ntfy URL | none]',
  words: { least: 0, most: 33 },
  options: {
    authorization: {
      type: 'string',
      value: 'REF',
      says: 'Where the Authorization header of a webhook lies: file:/path or env:NAME.',
    },
    quiet: { type: 'string', value: '22:00-07:00|none', says: 'Notices wait until these hours are over.' },
    test: { type: 'boolean', says: 'Send a trial by the way that is set.' },
  },
  notes: [
    'A program gets each notice as JSON on its standard input and in KEYWATCH_NOTICE_… variables; no shell.',
    'URL is https, or http to this machine; file:/path or env:NAME for an address that is a secret itself.',
    'ntfy is for a server of your own: the last part of URL is the topic. Details: docs/service.md.',
  ],
  async run(asked, host) {
    const way = wayOf(asked);
    const changes = given({
      notify: way,
      // Who says how wants to be told.
      notifications: way === undefined || way === null ? undefined : true,
      quietHours: quietOf(asked),
    });
    const isChange = Object.keys(changes).length > 0;
    const client = await host.client(isChange ? undefined : { mayStayLocked: true });
    if (isChange) await client.settings.set(changes);
    if (asked.has('test')) {
      const alive = setInterval(() => {}, 60_000);
      await client.alerts.trial({}).finally(() => clearInterval(alive));
    }
    const { settings } = await client.settings.get({});
    const { undelivered } = await client.alerts.list({});
    return notifyDone(settings, undelivered, asked.has('test'));
  },
};

/** The way that was typed; null for none, undefined where nothing was. */
function wayOf(asked: Asked): Notify | null | undefined {
  const [by, ...rest] = asked.words;
  const authorization = asked.text('authorization') ?? null;
  const isWebhook = by === 'webhook' || by === 'ntfy';
  if (authorization !== null && !isWebhook)
    throw wrong('--authorization belongs to a webhook', 'say it with keywatch notify webhook URL');
  if (by === undefined) return undefined;
  if (by === 'command') {
    if (rest.length === 0)
      throw wrong('command needs a program', 'write keywatch notify command -- /path/to/it');
    return { by, command: [...rest] };
  }
  const [url, ...more] = rest;
  if (isWebhook) {
    if (url === undefined || more.length > 0) throw wrong(`${by} needs one address`, usage);
    return { by: 'webhook', url, authorization, form: by === 'ntfy' ? 'ntfy' : 'json' };
  }
  if (rest.length > 0) throw wrong(`nothing follows ${by === 'desktop' ? by : 'that word'}`, usage);
  if (by === 'desktop') return { by };
  if (by === 'none') return null;
  throw wrong('that is no way to tell', 'say desktop, command, webhook, ntfy or none');
}

/** Minutes after midnight; null for none, undefined where nothing was typed. */
function quietOf(asked: Asked): Settings['quietHours'] | undefined {
  const typed = asked.text('quiet');
  if (typed === undefined) return undefined;
  if (typed === 'none') return null;
  const [, ...parts] = /^(\d{1,2}):(\d{2})\s?[-–]\s?(\d{1,2}):(\d{2})$/.exec(typed.trim()) ?? [];
  const [fromHour = 24, fromMinute = 0, toHour = 24, toMinute = 0] = parts.map(Number);
  if (fromHour > 23 || toHour > 23 || fromMinute > 59 || toMinute > 59)
    throw wrong('--quiet is no span of hours', 'write it like --quiet 22:00-07:00, or none');
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
}

function wrong(what: string, remedy: string): KeywatchError {
  return new KeywatchError('bad_usage', `${what}; nothing was changed; ${remedy}`);
}

const clockTime = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

function notifyDone(settings: Settings, undelivered: Undelivered | null, tried: boolean): Done {
  const { notify: way, notifications, quietHours } = settings;
  const quiet =
    quietHours === null ? null : { from: clockTime(quietHours.from), to: clockTime(quietHours.to) };
  return {
    document: documentOf('notify', { notify: way, notifications, quietHours: quiet, undelivered, tried }),
    lines: () => [
      ...(tried ? ['The trial was taken.'] : []),
      notifications ? wayInWords(way) : 'Notices are switched off.',
      quiet === null ? 'At any hour.' : `Not from ${quiet.from} to ${quiet.to}: they wait.`,
      ...(undelivered === null
        ? []
        : [`Not delivered since ${exactMoment(undelivered.at)}: ${plain(undelivered.why)}`]),
    ],
  };
}

function wayInWords(way: Notify | null): string {
  if (way === null) return 'Notices are shown by the app alone.';
  if (way.by === 'desktop') return 'Notices are shown on the desktop.';
  if (way.by === 'command') return `Notices go to ${plain(way.command.join(' '))}`;
  const signed = way.authorization === null ? '' : `, signed with ${plain(way.authorization)}`;
  return `Notices go to ${plain(way.url)}${way.form === 'ntfy' ? ' (ntfy)' : ''}${signed}`;
}
