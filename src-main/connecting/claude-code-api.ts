import { telling } from '../../src-shared/say.ts';
import { placed } from '../discovery/source.ts';
import { jsonForm } from './json-form.ts';
import type { Tool } from './tool.ts';

/**
 * Claude Code paid by an API key. `env` of its settings reaches every session, and the token goes before a saved login
 * (https://code.claude.com/docs/en/llm-gateway-connect, https://code.claude.com/docs/en/settings).
 */
export const claudeCodeApi: Tool = {
  id: 'claude-code-api',
  name: 'Claude Code with an API key',
  form: jsonForm,
  file: (around) => placed(around, 'CLAUDE_CONFIG_DIR', '.claude', 'settings.json'),
  providers: { anthropic: '/anthropic' },
  settings: (_, { token, base }) => [
    { at: ['env', 'ANTHROPIC_BASE_URL'], value: base('anthropic') },
    { at: ['env', 'ANTHROPIC_AUTH_TOKEN'], value: token },
  ],
  notes: () => [
    telling(
      'Claude Code then works by API keys, which are paid by use, and not by its login, until this is undone.',
    ),
  ],
};
