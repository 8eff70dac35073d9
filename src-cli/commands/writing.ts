/** The commands that change the vault: one chunk, loaded when one of them is asked for. */
export { add } from './add.ts';
export { disable, edit, enable, remove, replace, reset, restore } from './change.ts';
export { pasteToken } from './paste-token.ts';
export { setupToken } from './setup-token.ts';
