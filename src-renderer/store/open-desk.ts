import type { Client } from '../../src-shared/contract.ts';
import type { ProviderInfo, WindowSettings } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { browserDoor } from '../connection/browser-door.ts';
import { desktopDoor } from '../connection/desktop-door.ts';
import { desktopBridge } from '../connection/door.ts';
import { keepConnected, type Connection } from '../connection/keep-connected.ts';
import type { Desk } from './desk.ts';
import { met } from './errors.ts';
import { follow } from './follow.ts';
import { createNotices } from './notices.ts';
import { createPicture, oncePerFrame } from './picture.ts';
import { hold } from './signal.ts';
import { createVeil, privacyKey } from './veil.ts';
import { createView } from './view.ts';

const asDrawn: WindowSettings = {
  columns: {},
  hidden: [],
  sort: null,
  grouped: true,
  // Nothing is offered before it is known that it was not waved away.
  recoveryOffered: true,
  lookedAround: true,
  setupDismissed: true,
  privacy: false,
  singleKeys: true,
};
const followAgainMs = 1000;

/** Sets up one window: the door it has, the picture that door feeds, and what the person opens in it. */
export function openDesk(page: Window): Desk {
  const bridge = desktopBridge();
  const picture = createPicture(oncePerFrame());
  const connection = hold<Connection>({ phase: 'connecting' });
  const providers = hold<ReadonlyMap<string, ProviderInfo>>(new Map());
  const windowSettings = hold({ ...asDrawn, privacy: page.localStorage.getItem(privacyKey) !== null });
  const notices = createNotices();

  const isCurrent = (client: Client) => {
    const now = connection.get();
    return now.phase === 'connected' && now.client === client;
  };
  const keepFollowing = async (client: Client) => {
    while (isCurrent(client)) {
      // A stream ends with its connection, or because the core could not go on with it: then it is asked for again.
      await follow(client, picture).catch((error: unknown) => {
        if (!isCurrent(client)) return;
        const { code, message } = met(error);
        picture.fault.set(message);
        picture.unreadable.set(code === 'vault_unreadable' ? message : null);
      });
      await new Promise((resolve) => setTimeout(resolve, followAgainMs));
    }
  };
  const learn = async (client: Client) => {
    const [{ providers: list }, { window }] = await Promise.all([
      client.providers.list({}),
      client.settings.get({}),
    ]);
    providers.set(new Map(list.map((provider) => [provider.id, provider])));
    windowSettings.set(window);
  };

  const door = bridge === null ? browserDoor(page) : desktopDoor(bridge, page);
  const link = keepConnected(door, (next) => {
    connection.set(next);
    if (next.phase !== 'connected') return;
    void keepFollowing(next.client);
    learn(next.client).catch((error: unknown) => {
      const { code, message } = met(error);
      // That is what the whole window says then.
      if (code === 'vault_unreadable') return;
      if (isCurrent(next.client)) notices.show({ tone: 'warn', text: message });
    });
  });

  const act: Desk['act'] = async (what) => {
    const now = connection.get();
    if (now.phase !== 'connected') {
      notices.show({ tone: 'warn', text: say('Keywatch is not connected; nothing was changed.') });
      return null;
    }
    try {
      return await what(now.client);
    } catch (error) {
      notices.show({ tone: 'bad', text: met(error).message, until: Date.now() + 20_000 });
      return null;
    }
  };

  return {
    picture: createVeil(picture, windowSettings),
    unveiled: picture,
    connection,
    providers,
    windowSettings,
    notices,
    view: createView(),
    bridge,
    tryConnecting: link.tryNow,
    act,
    arrange(change) {
      windowSettings.set({ ...windowSettings.get(), ...change });
      void act((client) => client.settings.setWindow(change));
    },
  };
}
