/** The variables that say where one of the tools looks. */
export const placeVariables = [
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'GEMINI_CLI_HOME',
  'QWEN_HOME',
  'OPENCODE_CONFIG',
  'XDG_CONFIG_HOME',
  'CONTINUE_GLOBAL_DIR',
  'OPENCLAW_HOME',
  'OPENCLAW_STATE_DIR',
  'OPENCLAW_CONFIG_PATH',
  'MOLTBOT_STATE_DIR',
  'MOLDBOT_STATE_DIR',
  'CLAWDBOT_STATE_DIR',
  'APPDATA',
] as const;
