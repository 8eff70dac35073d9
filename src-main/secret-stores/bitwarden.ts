import { telling } from '../../src-shared/say.ts';
import type { ProgramStore } from './by-program.ts';
import { fieldOf, jsonObject } from './one-secret.ts';

const name = 'Bitwarden Secrets Manager';

/**
 * https://bitwarden.com/help/secrets-manager-cli/: signed in by BWS_ACCESS_TOKEN alone. It ends with 1 whatever went wrong
 * and quotes the server's status in brackets (https://github.com/bitwarden/sdk-sm/issues/941, 1168, 1561); with a token that
 * belongs to nobody any more it says so and ends with 0 (https://github.com/bitwarden/sdk-sm/blob/main/crates/bws/src/main.rs).
 */
export const bitwarden: ProgramStore = {
  name,
  programs: ['bws'],
  timeoutMs: 20_000,
  silentWith: 'always',
  args: ({ place }) => ['secret', 'get', place, '--output', 'json', '--color', 'no'],
  says: [
    [/missing access token|access token|invalid_client|is the wrong version|\[401/i, 'not_signed_in'],
    [/\[404/, 'missing'],
    [/\[403/, 'denied'],
    [/\[(?:429|5\d\d)/, 'unwell'],
    [/error sending request|dns error|connect|timed out/i, 'unreachable'],
  ],
  failsWith0: true,
  secret(stdout, wanted) {
    const found = jsonObject(stdout);
    return found === null ? null : fieldOf(found, 'value', wanted, name);
  },
  install: telling('install bws, the command line of Bitwarden Secrets Manager'),
  signIn: telling(
    'set BWS_ACCESS_TOKEN where Keywatch runs to a token of a machine account that is in force',
  ),
};
