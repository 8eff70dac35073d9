/** The commands that neither look at all profiles nor change one: one chunk, loaded when one of them is asked for. */
export { explain } from './explain.ts';
export { helpCommand, helpOf, overview, versionCommand } from './help.ts';
export { history, log } from './looking.ts';
export { open } from './open.ts';
export { serve } from './serve.ts';
export { test } from './test.ts';
