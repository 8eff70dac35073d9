import { once } from 'node:events';
import { connect } from 'node:net';
import { enterBrowser, enterLocal, portClient, type RawClient } from '../fixtures/doors.ts';
import { portOver } from './door-wire.ts';

export const doorNames = ['local', 'browser', 'desktop'] as const;
export type DoorName = (typeof doorNames)[number];

/** Where the doors of another process are. */
export interface Addresses {
  pid: number;
  home: string;
  socket: string;
  url: string;
  /** The TCP port of this machine that hands out desktop ports. */
  desktop: number;
}

/** Enters from any process; each client has a connection of its own. */
export const entrances: Record<DoorName, (at: Addresses) => Promise<RawClient>> = {
  local: ({ socket, home }) => enterLocal(socket, home),
  browser: ({ url }) => enterBrowser(url),
  async desktop({ desktop }) {
    const socket = connect({ port: desktop, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return portClient(portOver(socket));
  },
};
