import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPeerFile } from '../../gateways/stores/peer-file.ts';
import { envFileAt, repositoryOf } from './env-files.ts';
import { variables, type Offer, type Standing, type Tool } from './tool.ts';

/** The directories it looks into, the one that wins first. */
function places({ cwd, home }: Standing): string[] {
  const root = repositoryOf(cwd);
  return [...new Set([cwd, ...(root === null ? [] : [root]), home])];
}

/** One line of its configuration; of YAML it takes more, of a key no more than this. */
function configured(path: string, option: string): Offer[] {
  const text = readPeerFile(path)?.text ?? '';
  const [, value] = new RegExp(`^${option}\\s*:\\s*["']?([^\\s"'#]+)`, 'm').exec(text) ?? [];
  return value === undefined
    ? []
    : [{ name: option, from: path, kind: 'key', secret: value, expiresAt: null }];
}

/** aider puts files over the environment: its options, its configuration, each `.env`, then what the shell has. */
const aiderWith = (provider: string, variable: string, option: string): Tool => ({
  id: `aider-${provider}`,
  name: 'aider',
  provider,
  isHere: (at) => existsSync(join(at.home, '.aider')) || existsSync(join(at.home, '.aider.conf.yml')),
  offers(at) {
    const asVariable = `AIDER_${variable}`;
    const files = places(at).flatMap((directory) => envFileAt(join(directory, '.env')) ?? []);
    const keys = envFileAt(join(at.home, '.aider', 'oauth-keys.env'));
    return [
      ...files.flatMap(({ path, values }) => variables(values, [asVariable], { from: path })),
      ...variables(at.env, [asVariable]),
      ...places(at).flatMap((directory) => configured(join(directory, '.aider.conf.yml'), option)),
      ...[...files, ...(keys === null ? [] : [keys])].flatMap(({ path, values }) =>
        variables(values, [variable], { from: path }),
      ),
      ...variables(at.env, [variable]),
    ];
  },
  baseUrl: provider === 'openai' ? 'OPENAI_API_BASE' : null,
});

export const aider: readonly Tool[] = [
  aiderWith('openai', 'OPENAI_API_KEY', 'openai-api-key'),
  aiderWith('anthropic', 'ANTHROPIC_API_KEY', 'anthropic-api-key'),
];
