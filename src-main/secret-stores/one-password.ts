import { telling } from '../../src-shared/say.ts';
import type { ProgramStore } from './by-program.ts';

/** https://developer.1password.com/docs/cli/reference/commands/read and …/docs/cli/app-integration */
export const onePassword: ProgramStore = {
  name: '1Password',
  programs: ['op'],
  // A person may have to touch a sensor or type a password.
  timeoutMs: 60_000,
  silentWith: 'never',
  args: ({ place }) => ['read', '--no-newline', place],
  says: [
    [/authorization (?:prompt dismissed|timeout|denied)|desktop app|is locked/i, 'locked'],
    [
      /not (?:currently )?signed in|no accounts? (?:configured|found)|session expired|op signin/i,
      'not_signed_in',
    ],
    [/service account token|OP_SERVICE_ACCOUNT_TOKEN|\b401\b/i, 'not_signed_in'],
    [/isn['’]t an? |could not find|does not have a field|too many '\/'/i, 'missing'],
    [/\b403\b|forbidden|permission/i, 'denied'],
    [/dial tcp|no such host|connection refused|timed? ?out|network/i, 'unreachable'],
  ],
  secret: (stdout) => stdout,
  install: telling('install the 1Password command line'),
  signIn: telling('unlock 1Password or run op signin, and try again'),
};
