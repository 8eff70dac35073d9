import type { Room } from './room.ts';
import { listRooms } from './rooms/list.ts';
import { profileRooms } from './rooms/profiles.ts';
import { vaultRooms } from './rooms/vault.ts';

/** Every screen of the window, in one table; what needs a locked vault is last, so that it is locked once. */
export const rooms: readonly Room[] = [...listRooms, ...profileRooms, ...vaultRooms];
