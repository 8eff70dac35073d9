import { join } from 'node:path';
import { invented } from '../fixtures/discovery-home.ts';
import { directories, put, putConfig, putSplit, secretOf } from '../fixtures/gateway-homes.ts';

const dayMs = 86_400_000;

/** The home of somebody who tried a few tools: some keys in files, one readable by others, and two gateways. */
export function layHome(home: string, now: number): void {
  const at = (...path: string[]) => join(home, ...path);
  put(at('.zshrc'), `export ANTHROPIC_API_KEY='${invented('zsh').anthropic}'\n`, 0o644);
  put(at('.env'), `OPENAI_API_KEY="${invented('dotenv').openai}"\n`);
  put(
    at('.claude', '.credentials.json'),
    JSON.stringify({
      claudeAiOauth: { accessToken: invented('claude').login, expiresAt: now + dayMs, scopes: [] },
    }),
  );
  put(at('.cache', 'huggingface', 'token'), invented('hf').hf);
  put(at('.config', 'io.datasette.llm', 'keys.json'), JSON.stringify({ openai: invented('llm').openai }));

  putSplit(at(directories.thinkfleet), {
    profiles: {
      'anthropic:work': { type: 'api_key', provider: 'anthropic', key: secretOf('work') },
      'openai:agents': { type: 'api_key', provider: 'openai', key: secretOf('agents') },
      'groq:spare': { type: 'api_key', provider: 'groq', key: secretOf('spare') },
    },
    order: { anthropic: ['anthropic:work'] },
    lastGood: { anthropic: 'anthropic:work' },
  });
  putConfig(at(directories.thinkfleet), 'thinkfleet', '{}\n');
  put(
    at('.config', 'systemd', 'user', 'openclaw-gateway.service'),
    '[Service]\nEnvironmentFile=%h/.config/evals.env\nExecStart=/usr/bin/openclaw gateway run\n',
  );
  put(
    at('.config', 'evals.env'),
    `OPENAI_API_KEY=${invented('evals').openai}\nOPENAI_BASE_URL=https://gateway.example/v1\n`,
  );
  putSplit(at(directories.coderclaw), {
    profiles: { 'mistral:europe': { type: 'api_key', provider: 'mistral', key: secretOf('europe') } },
  });
}
