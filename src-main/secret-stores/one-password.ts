import { telling } from '../../src-shared/say.ts';
import type { ProgramStore } from './by-program.ts';

/**
 * https://developer.1password.com/docs/cli/reference/commands/read and …/docs/cli/app-integration. It ends with 1 on every
 * error. What it has nothing at is told first: only there names of a person's own stand among its words.
 */
export const onePassword: ProgramStore = {
  name: '1Password',
  programs: ['op'],
  // A person may have to touch a sensor or type a password.
  timeoutMs: 60_000,
  silentWith: 'never',
  args: ({ place }) => ['read', '--no-newline', place],
  says: [
    [
      /isn['’]t an? (?:item|vault|field)\b|does not have a field|could not find (?:item|field|section)/i,
      'missing',
    ],
    [/invalid secret reference|too (?:few|many) '\/'/i, 'missing'],
    [/more than one (?:item|vault) matches/i, 'unusable'],
    [
      /authorization (?:prompt dismissed|time(?:out|d out)|(?:was )?denied)|desktop app|touch id|is locked/i,
      'locked',
    ],
    [
      /not (?:currently )?signed in|no accounts? (?:configured|found|for)|session expired|op signin/i,
      'not_signed_in',
    ],
    [
      /service account token|service account deleted|OP_SERVICE_ACCOUNT_TOKEN|\b401\b|unauthorized/i,
      'not_signed_in',
    ],
    [/\b403\b|forbidden|permission|not authorized/i, 'denied'],
    [/\((?:429|5\d\d)\)|rate.?limit|too many requests/i, 'unwell'],
    [/dial tcp|no such host|connection refused|timed? ?out|network/i, 'unreachable'],
  ],
  secret: (stdout) => stdout,
  install: telling('install the 1Password command line'),
  signIn: telling('unlock 1Password or run op signin, and try again'),
  unlock: telling('unlock 1Password, let its command line in (Settings, Developer), and try again'),
};
