import { networkInterfaces } from 'node:os';
import type { Online } from '../ports.ts';

/** Offline when no interface but loopback has an address: false is to be believed, true is not. */
export const interfacesOnline: Online = {
  isOnline: () =>
    Object.values(networkInterfaces()).some(
      (addresses) => addresses?.some((address) => !address.internal) === true,
    ),
};
