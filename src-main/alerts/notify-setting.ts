import type { Notify } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { parseReference, type Reference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { isLoopback } from '../providers/base-url.ts';
import { redact } from '../providers/redact.ts';

type Webhook = Extract<Notify, { by: 'webhook' }>;

const absolute = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;

function refuse(why: string, what: string): never {
  throw new KeywatchError('invalid_input', telling('{why}; notices go out as before; {what}', { why, what }));
}

/** Where something lies outside the settings; null for what is no such place. */
function placeOf(text: string): Reference | null {
  const reference = parseReference(text);
  return reference?.from === 'env' || reference?.from === 'file' ? reference : null;
}

/** Where the address of a webhook lies, for one that is a secret itself; null where it stands in the settings. */
export function addressPlace({ url }: Pick<Webhook, 'url'>): Reference | null {
  return placeOf(url);
}

/** Where the Authorization header lies; null for none. Throws `invalid_input` for what is neither env: nor file:. */
export function authorizationPlace({ authorization }: Pick<Webhook, 'authorization'>): Reference | null {
  if (authorization === null) return null;
  return (
    placeOf(authorization) ??
    refuse(
      telling('The authorization is kept in clear in the settings, so it is never typed there'),
      telling('put it into a file of yours and say file:/path, or env:NAME'),
    )
  );
}

/**
 * An address that notices may be sent to. What stands in the settings is seen by everybody who sees those, so it holds
 * neither password nor query; what lies elsewhere may. Throws `invalid_input`, and never repeats the address.
 */
export function checkWebhook(
  text: string,
  from: { settings: boolean; form: Webhook['form']; signed: boolean },
): URL {
  const url = URL.parse(text.trim());
  if (url === null || url.hostname === '')
    refuse(
      telling('The address of the webhook is no web address'),
      telling('write it like https://host/path'),
    );
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    refuse(
      telling('A notice sent without encryption could be read on the way'),
      telling('give https://…, or http:// to this machine'),
    );
  if (url.username !== '' || url.password !== '')
    refuse(
      telling('The address of the webhook holds a user name or a password'),
      telling('give them with --authorization'),
    );
  if (from.settings && (url.search !== '' || url.hash !== ''))
    refuse(
      telling('The address of the webhook ends with a query or a fragment, which often is a secret'),
      telling('put the whole address into a file of yours and give file:/path in its place'),
    );
  if (from.form === 'ntfy') checkTopic(url, from.signed);
  return url;
}

/** The topic of ntfy is the last part of its address. */
export function topicOf(url: URL): { server: string; topic: string } {
  const [, path = '', topic = ''] = /^(.*\/)([^/]*)$/.exec(url.pathname) ?? [];
  return { server: url.origin + path, topic };
}

function checkTopic(url: URL, signed: boolean): void {
  if (!/^[\w-]{1,64}$/.test(topicOf(url).topic))
    refuse(
      telling('The address names no topic of ntfy'),
      telling('write it like https://ntfy.your.host/keywatch'),
    );
  // Whoever guesses a public topic reads along (https://docs.ntfy.sh/publish/).
  if (/(^|\.)ntfy\.sh$/i.test(url.hostname) && !signed)
    refuse(
      telling('A topic of ntfy.sh without authorization is open to everybody'),
      telling('name a server of your own, or a topic reserved for you and --authorization'),
    );
}

/** Refuses a way to tell that could not work or would say too much. Throws `invalid_input`. */
export function checkNotify(notify: Notify | null): void {
  if (notify === null || notify.by === 'desktop') return;
  const words = notify.by === 'command' ? notify.command : [notify.url, notify.authorization ?? ''];
  if (words.some((word) => redact(word) !== word))
    refuse(
      telling('There is something of the form of a key in it, and it would be kept in clear'),
      telling('put the key into a file of yours that the program or --authorization file:/path reads'),
    );
  if (notify.by === 'command') {
    if (!absolute.test(notify.command[0] ?? ''))
      refuse(
        telling('The program is not named by its absolute path'),
        telling('write it like /usr/local/bin/tell-me'),
      );
    if (notify.command.some((word) => word.includes('\0')))
      refuse(telling('The program or an argument holds a NUL'), telling('leave it out'));
  }
  if (notify.by !== 'webhook') return;
  const signed = authorizationPlace(notify) !== null;
  if (addressPlace(notify) === null) checkWebhook(notify.url, { settings: true, form: notify.form, signed });
}
