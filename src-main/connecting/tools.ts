import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import { aider } from './aider.ts';
import { claudeCodeApi } from './claude-code-api.ts';
import { codex } from './codex.ts';
import { continueDev } from './continue.ts';
import { geminiCli } from './gemini-cli.ts';
import { litellm } from './litellm.ts';
import { openclaw } from './openclaw.ts';
import { opencode } from './opencode.ts';
import { qwenCode } from './qwen-code.ts';
import type { Tool } from './tool.ts';

/** Every tool that can be pointed at the relay by one command. */
export const tools: readonly Tool[] = [
  claudeCodeApi,
  codex,
  geminiCli,
  qwenCode,
  opencode,
  aider,
  continueDev,
  openclaw,
  litellm,
];

/** The tool of an id. Throws `not_found`. */
export function toolNamed(id: string): Tool {
  const tool = tools.find((each) => each.id === id.toLowerCase());
  if (tool !== undefined) return tool;
  throw new KeywatchError(
    'not_found',
    telling('Keywatch knows no tool {name} to connect; nothing was changed; it knows {tools}.', {
      name: repeatable(id) ?? telling('of that name'),
      tools: tools.map((each) => each.id).join(', '),
    }),
  );
}
