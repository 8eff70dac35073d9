/** The commands about the vault itself: one chunk, loaded when one of them is asked for. */
export { vaultLock, vaultStatus, vaultUnlock } from './vault.ts';
export { vaultProtect } from './vault-protect.ts';
export { vaultRotateKey } from './vault-rotate.ts';
