import { aider } from './aider.ts';
import { aws } from './aws.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { continueDev } from './continue.ts';
import { dotenvFiles } from './dotenv-files.ts';
import { environment } from './environment.ts';
import { family } from './gateways.ts';
import { geminiCli } from './gemini-cli.ts';
import { copilot, gh } from './github.ts';
import { googleAdc } from './google-adc.ts';
import { huggingFace } from './hugging-face.ts';
import { llm } from './llm.ts';
import { opencode } from './opencode.ts';
import { anthropicSdk, codexBar, cursor, grok, kimiCodeCli, zaiFiles } from './other-tools.ts';
import { qwenCode } from './qwen-code.ts';
import { restFlow } from './restflow.ts';
import { shellFiles } from './shell-files.ts';
import type { Source } from './source.ts';

/** Every place that is looked at, in the order in which finds are listed. */
export const sources: readonly Source[] = [
  environment,
  dotenvFiles,
  shellFiles,
  claudeCode,
  anthropicSdk,
  codex,
  geminiCli,
  qwenCode,
  opencode,
  aider,
  continueDev,
  llm,
  huggingFace,
  gh,
  copilot,
  grok,
  kimiCodeCli,
  zaiFiles,
  codexBar,
  cursor,
  aws,
  googleAdc,
  ...family,
  restFlow,
];
