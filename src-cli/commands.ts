import type { Aliases } from './arguments.ts';
import type { Command } from './command.ts';
import { add } from './commands/add.ts';
import { disable, edit, enable, remove, replace, reset, restore } from './commands/change.ts';
import { explain } from './commands/explain.ts';
import { helpCommand, versionCommand } from './commands/help.ts';
import { authStatus, list, show } from './commands/list.ts';
import { history, log } from './commands/looking.ts';
import { open } from './commands/open.ts';
import { pasteToken } from './commands/paste-token.ts';
import { serve } from './commands/serve.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';

/** Every command, in the order help shows them. */
export const commands: readonly Command[] = [
  status,
  list,
  add,
  show,
  edit,
  replace,
  remove,
  restore,
  enable,
  disable,
  reset,
  test,
  authStatus,
  pasteToken,
  explain,
  history,
  log,
  serve,
  open,
  versionCommand,
  helpCommand(() => commands),
];

/** The OpenClaw family's words for what is here already (D-B3). */
export const aliases: Aliases = {
  'models status': 'status',
  'models auth list': 'auth list',
  'models auth add': 'auth add',
  'models auth paste-token': 'auth paste-token',
  '--version': 'version',
};
