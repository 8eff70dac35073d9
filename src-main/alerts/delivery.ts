import type { Settings } from '../../src-shared/contract-schema.ts';
import type { NoticeAct, Notifier } from '../ports.ts';
import { tellByCommand } from './by-command.ts';
import { tellByWebhook, type WebhookParts } from './by-webhook.ts';
import { cleaned, type Message } from './message.ts';

/** Takes a notice to a person. */
export interface Delivery {
  /** Whether there is any way to one. */
  readonly shows: boolean;
  /** Done when it returns, or when its promise settles. Throws, or rejects, where nobody was told. */
  show(message: Message, onOpen: () => void, acts?: readonly NoticeAct[]): void | Promise<void>;
}

export interface DeliveryParts extends WebhookParts {
  /** What the host shows notices with. */
  own: Notifier;
  /** Read at every notice. */
  settings(): Pick<Settings, 'notify'>;
}

/** Every way a notice can take: the host's own, and beside it the one a person set. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { own, settings, spawn } = parts;
  /** Shown here already, while the other way did not take them yet: on a desktop a notice is shown once. */
  const seenHere = new Set<string>();

  function show(message: Message, onOpen: () => void, acts: readonly NoticeAct[] = []): void | Promise<void> {
    const { notify } = settings();
    const clean = cleaned(message);
    const showHere = () => own.show(clean, onOpen, acts);
    if (notify === null || notify.by === 'desktop') return showHere();
    if (own.shows && !seenHere.has(message.id)) {
      void showHere();
      seenHere.add(message.id);
    }
    const told =
      notify.by === 'command' ? tellByCommand(notify, clean, spawn) : tellByWebhook(notify, clean, parts);
    return told.then(() => void seenHere.delete(message.id));
  }

  return {
    get shows() {
      return own.shows || settings().notify !== null;
    },
    show,
  };
}
