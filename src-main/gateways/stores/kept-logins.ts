import { join } from 'node:path';
import { fieldsAt, textAt } from './fields-at.ts';
import type { KeptElsewhere } from '../findings/same-account.ts';
import type { Surroundings } from '../surroundings.ts';

/** Logins of tools beside the gateways: whoever renews a copy of one signs its tool out. */
export function keptLogins({ env, home }: Pick<Surroundings, 'env' | 'home'>): KeptElsewhere[] {
  const claude = fieldsAt(
    join(env['CLAUDE_CONFIG_DIR']?.trim() || join(home, '.claude'), '.credentials.json'),
  );
  const codex = fieldsAt(join(env['CODEX_HOME']?.trim() || join(home, '.codex'), 'auth.json'));
  const gemini = fieldsAt(join(env['GEMINI_CLI_HOME']?.trim() || home, '.gemini', 'oauth_creds.json'));
  return [
    {
      store: 'Claude Code',
      secrets: [
        textAt(claude, 'claudeAiOauth', 'accessToken'),
        textAt(claude, 'claudeAiOauth', 'refreshToken'),
      ],
      account: null,
    },
    {
      store: 'Codex',
      secrets: [textAt(codex, 'tokens', 'access_token'), textAt(codex, 'tokens', 'refresh_token')],
      account: { provider: 'openai-codex', id: textAt(codex, 'tokens', 'account_id') },
    },
    {
      store: 'Gemini CLI',
      secrets: [textAt(gemini, 'access_token'), textAt(gemini, 'refresh_token')],
      account: null,
    },
  ];
}
