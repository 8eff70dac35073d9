import type { Notification } from 'electron';
import type { Log, Notifier } from '../ports.ts';

/** Linux tells of no notice that a person simply ignores: the oldest is let go. */
const mostHeld = 50;

/** Linux has none: https://www.electronjs.org/docs/latest/api/notification#new-notificationoptions */
const hasButtons: ReadonlySet<NodeJS.Platform> = new Set(['darwin', 'win32']);

/**
 * Notices of the desktop. Each is held until it is closed: one that is collected earlier loses its click
 * (https://github.com/electron/electron/issues/16922). The same id again replaces what is still there; `withdraw` takes
 * all of them from the screen.
 */
export function createNotifier(
  electron: { Notification: typeof Notification },
  parts: { icon: string; platform: NodeJS.Platform; log: Log },
): Notifier & { withdraw(): void } {
  const held = new Map<string, Notification>();
  const letGo = (id: string, notification: Notification) => {
    if (held.get(id) === notification) held.delete(id);
  };
  return {
    shows: electron.Notification.isSupported(),
    show({ id, title, body }, onOpen, acts = []) {
      const buttons = hasButtons.has(parts.platform) ? acts : [];
      const notification = new electron.Notification({
        id,
        title,
        body,
        // macOS and Windows show the app's own icon.
        ...(parts.platform === 'linux' ? { icon: parts.icon } : {}),
        ...(buttons.length === 0
          ? {}
          : { actions: buttons.map(({ label }) => ({ type: 'button' as const, text: label })) }),
      });
      notification.on('click', () => {
        letGo(id, notification);
        onOpen();
      });
      notification.on('action', ({ actionIndex }) => {
        letGo(id, notification);
        buttons[actionIndex]?.run();
      });
      notification.on('close', () => letGo(id, notification));
      notification.on('failed', (_event, error) => {
        letGo(id, notification);
        parts.log.warn('A notice could not be shown', { notice: id, error });
      });
      held.get(id)?.close();
      held.set(id, notification);
      const oldest = held.keys().next().value;
      if (held.size > mostHeld && oldest !== undefined) held.delete(oldest);
      notification.show();
    },
    withdraw() {
      for (const notification of held.values()) notification.close();
    },
  };
}
