import { telling } from '../../src-shared/say.ts';
import type { ProgramStore } from './by-program.ts';

/**
 * https://infisical.com/docs/cli/commands/secrets: with --plain the value alone, and nothing and a code of 0 where there is none;
 * older ones print "*not found*". It ends with 1 on every error (https://github.com/Infisical/cli/blob/main/packages/util/log.go).
 * Where a session has ended it opens a browser, so without a token only a person starts it
 * (https://github.com/Infisical/infisical/issues/5134).
 */
export const infisical: ProgramStore = {
  name: 'Infisical',
  programs: ['infisical'],
  timeoutMs: 20_000,
  silentWith: ['INFISICAL_TOKEN', 'INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN'],
  args({ place }) {
    const [project = '', environment = '', ...path] = place.split('/');
    const name = path.pop() ?? '';
    return [
      'secrets',
      'get',
      name,
      `--projectId=${project}`,
      `--env=${environment}`,
      `--path=/${path.join('/')}`,
      '--plain',
      '--silent',
      // Nobody outside is told how often a key is looked at.
      '--telemetry=false',
    ];
  },
  env: () => ({ INFISICAL_DISABLE_UPDATE_CHECK: 'true' }),
  says: [
    [
      /infisical login\b|logged in|service token entered|login session|code: 401|status.?code.{0,3}401|TokenError|token has expired|invalid signature/i,
      'not_signed_in',
    ],
    [/code: 403|status.?code.{0,3}403|forbidden/i, 'denied'],
    [/code: 404|status.?code.{0,3}404|not found/i, 'missing'],
    [/code: (?:429|5\d\d)|status.?code.{0,3}(?:429|5\d\d)/i, 'unwell'],
    [/dial tcp|no such host|connection refused|timed? ?out|x509|\bEOF\b/i, 'unreachable'],
  ],
  secret: (stdout) => (stdout.trim() === '*not found*' ? null : stdout),
  install: telling('install the Infisical command line'),
  signIn: telling('run infisical login, or set INFISICAL_TOKEN where Keywatch runs, and try again'),
};
