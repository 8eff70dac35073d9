import { fieldsOf, textIn } from './credential.ts';

type Fields = Readonly<Record<string, unknown>> | null;

/** What a runtime is called where none was chosen. */
const unchosen: ReadonlySet<string> = new Set(['', 'default', 'auto']);

function choosesRuntime(value: unknown): boolean {
  const id = textIn(fieldsOf(fieldsOf(value)?.['agentRuntime']), 'id')?.trim() ?? '';
  return !unchosen.has(id);
}

/**
 * Whether a configuration leaves it to the release what runs OpenAI's models, which from 2026.9 on is a plug-in of the name `codex`: no
 * address of their own, no `agentRuntime` of theirs. `models` are those that answer, as they are written there; none is OpenAI's.
 */
export function leavesOpenAiToCodex(root: Fields, models: readonly string[]): boolean {
  const provider = fieldsOf(fieldsOf(fieldsOf(root?.['models'])?.['providers'])?.['openai']);
  const address = textIn(provider, 'baseUrl')?.trim() ?? '';
  if (choosesRuntime(provider) || !/^$|^https:\/\/api\.openai\.com(\/|$)/.test(address)) return false;
  const chosen = fieldsOf(fieldsOf(fieldsOf(root?.['agents'])?.['defaults'])?.['models']);
  return (
    models.length === 0 ||
    models.some((model) => model.startsWith('openai/') && !choosesRuntime(chosen?.[model]))
  );
}
