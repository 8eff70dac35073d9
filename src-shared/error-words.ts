import type { ErrorCode } from './errors.ts';
import { heard, language, say, saying } from './say.ts';

/** Each kind of error in a few words, for what some other program said in English. */
const headings: Readonly<Record<ErrorCode, string>> = {
  bad_usage: saying('This cannot be done that way.'),
  last_slot: saying('This is the last way into the vault.'),
  cannot_lock: saying('Locking would protect nothing: the vault opens by itself.'),
  consent_needed: saying('Something would be given up: agree first.'),
  invalid_input: saying('Something here is not valid.'),
  ambiguous: saying('Several things fit this.'),
  duplicate: saying('This is here already.'),
  policy_not_agreed: saying('The terms have not been agreed to.'),
  too_large: saying('This is too large.'),
  not_found: saying('This is not here any more.'),
  unknown_provider: saying('This provider is not known.'),
  too_late: saying('It is too late for this.'),
  unreachable: saying('Nobody could be reached.'),
  fault: saying('Keywatch made a mistake.'),
  write_failed: saying('Nothing could be written.'),
  vault_newer: saying('A newer Keywatch made this vault.'),
  busy: saying('Another Keywatch is at work on the vault.'),
  too_many_attempts: saying('Too many wrong tries.'),
  keyring_unavailable: saying('The keyring does not answer.'),
  vault_locked: saying('The vault is locked.'),
  wrong_passphrase: saying('This does not open the vault.'),
  vault_unreadable: saying('The vault cannot be read.'),
  sealed: saying('Nothing at hand opens this file.'),
  profile_damaged: saying('This profile was changed outside Keywatch.'),
  file_too_open: saying('Others can read this file.'),
  not_permitted: saying('This is not allowed.'),
};

/** What an error says to a person: the core's sentence, and where that is no message of ours a line in their language above it. */
export function errorWords(code: ErrorCode, sentence: string): string {
  const words = heard(sentence);
  return language() === 'en' || words !== sentence ? words : `${say(headings[code])}\n${sentence}`;
}
