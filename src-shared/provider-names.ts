/** How sentences call a provider, or a tool or gateway that owns a login; the same at every door, whether or not its file was loaded. */
const names: ReadonlyMap<string, string> = new Map([
  ['anthropic', 'Anthropic'],
  ['claude-code', 'Claude Code'],
  ['codex', 'Codex'],
  ['openai', 'OpenAI'],
  ['openai-codex', 'Codex'],
  ['google', 'Google'],
  ['google-vertex', 'Google Vertex AI'],
  ['openrouter', 'OpenRouter'],
  ['xai', 'xAI'],
  ['deepseek', 'DeepSeek'],
  ['together', 'Together AI'],
  ['fireworks', 'Fireworks AI'],
  ['nvidia', 'NVIDIA'],
  ['minimax', 'MiniMax'],
  ['zai', 'Z.ai'],
  ['huggingface', 'Hugging Face'],
  ['github-copilot', 'GitHub Copilot'],
  ['azure-openai', 'Azure OpenAI'],
  ['vercel-ai-gateway', 'Vercel AI Gateway'],
  ['cloudflare-ai-gateway', 'Cloudflare AI Gateway'],
  ['litellm', 'LiteLLM proxy'],
  ['ollama', 'Ollama'],
  ['lmstudio', 'LM Studio'],
  ['custom', 'Custom server'],
  ['gemini-cli', 'Gemini CLI'],
  ['qwen-code', 'Qwen Code'],
  ['opencode', 'opencode'],
  ['aider', 'aider'],
  ['llm', 'llm'],
  ['gh', 'GitHub CLI'],
  ['aws', 'AWS'],
  ['anthropic-sdk', 'Anthropic SDK'],
  ['hugging-face', 'Hugging Face'],
  ['restflow', 'RestFlow'],
  ['openclaw', 'OpenClaw'],
  ['remoteclaw', 'RemoteClaw'],
  ['coderclaw', 'CoderClaw'],
  ['thinkfleet', 'ThinkFleet'],
  ['agenticflow-enterprise', 'AgenticFlow Enterprise'],
]);

/** "Anthropic" for `anthropic`; for one without a name of its own, its id with capitals. */
export function providerName(id: string): string {
  const known = names.get(id);
  if (known !== undefined) return known;
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
