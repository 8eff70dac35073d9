import { KeywatchError } from '../../src-shared/errors.ts';
import { say, telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { Notifier } from '../ports.ts';
import { createAlertController, type AlertParts, type AlertScene } from './controller.ts';
import { createDelivery, type DeliveryParts } from './delivery.ts';
import type { Message } from './message.ts';
import { createTongue } from './tongue.ts';
import { unnamed } from './unnamed.ts';

/** Notices, as the core holds them. */
export interface Alerts {
  /** What a door may ask of them. */
  calls: Keywatch['alerts'];
  /** Looks at how things stand; call it after every change. */
  update(): void;
  /** The settings changed. */
  reconsider(): void;
  stop(): void;
}

/** Puts the controller of notices and the ways they take together. */
export function createAlerts(
  parts: Omit<AlertParts, 'delivery' | 'tongue'> &
    Omit<DeliveryParts, 'own'> & {
      notifier: Notifier;
      /** A person wants privacy: what the screen shows names no profile. */
      isPrivate(): boolean;
      /** How things stand now. */
      scene(): AlertScene;
    },
): Alerts {
  const { clock, isPrivate, notifier, scene, settings } = parts;
  const own: Notifier = {
    get shows() {
      return notifier.shows;
    },
    show(notice, onOpen, acts) {
      const shown = isPrivate() ? unnamed(notice, scene().profiles) : notice;
      return notifier.show(shown, onOpen, acts);
    },
  };
  const delivery = createDelivery({ ...parts, own });
  const tongue = createTongue({ chosen: () => settings().language, log: parts.log });
  const controller = createAlertController({ ...parts, delivery, tongue });
  return {
    update: () => controller.update(scene()),
    reconsider: controller.reconsider,
    stop: controller.stop,
    calls: {
      list: controller.list,
      undelivered: controller.undelivered,
      snooze: controller.snooze,
      dismiss: controller.dismiss,
      tell: () => controller.tell(scene()),
      async trial() {
        if (!delivery.shows || !settings().notifications)
          throw new KeywatchError(
            'bad_usage',
            telling(
              'No way to tell is set, so no notice was sent; set one with keywatch notify desktop, command, webhook or ntfy.',
            ),
          );
        await tongue.learnt();
        await delivery.show({ ...tongue.speak(trial), at: clock.now() }, () => {});
      },
    },
  };
}

const trial = (): Omit<Message, 'at'> => ({
  id: 'trial',
  kind: 'recovered',
  severity: 'good',
  profile: null,
  provider: 'keywatch',
  title: say('A trial of Keywatch’s notices'),
  body: say('You see this because somebody asked for it. Nothing is wrong.'),
});
