/** Every command but the ones that only look at profiles: one chunk, loaded when one of them is asked for. */
export { add } from './add.ts';
export { disable, edit, enable, remove, replace, reset, restore } from './change.ts';
export { explain } from './explain.ts';
export { helpCommand, helpOf, overview, versionCommand } from './help.ts';
export { history, log } from './looking.ts';
export { open } from './open.ts';
export { pasteToken } from './paste-token.ts';
export { serve } from './serve.ts';
export { test } from './test.ts';
