import { telling } from '../../src-shared/say.ts';
import type { ProgramStore } from './by-program.ts';
import type { Wanted } from './store.ts';

/** A folder is listed as a tree below its name, and that is no failure. */
const isTree = (lines: readonly string[], { place }: Wanted) =>
  lines[0]?.trim() === place && /^(?:[├└│]|[|`]--)/.test(lines[1] ?? '');

/** The first line is the password, the others say `name: value` (https://www.passwordstore.org, "organization"). */
function inEntry(stdout: string, wanted: Wanted): string | null {
  const lines = stdout.split(/\r\n?|\n/);
  if (isTree(lines, wanted)) return null;
  if (wanted.field === null) return lines[0] ?? null;
  const name = `${wanted.field.toLowerCase()}:`;
  const line = lines.slice(1).find((each) => each.toLowerCase().startsWith(name));
  return line === undefined ? null : line.slice(name.length);
}

/** https://git.zx2c4.com/password-store/about/ and https://github.com/gopasspw/gopass/blob/master/docs/commands/show.md */
export const pass: ProgramStore = {
  name: 'pass',
  programs: ['pass', 'gopass'],
  // GnuPG may ask for the passphrase of its key.
  timeoutMs: 60_000,
  silentWith: 'never',
  args({ place, field }, program) {
    if (program === 'pass') return ['show', place];
    return field === null ? ['show', '--password', place] : ['show', place, field];
  },
  // Quiet as it is run, GnuPG has one sentence for a locked key and for one that is not here; its status lines tell them apart
  // (https://github.com/gpg/gnupg/blob/master/doc/DETAILS).
  env: ({ PASSWORD_STORE_GPG_OPTS: own = '' }) => ({
    PASSWORD_STORE_GPG_OPTS: `${own} --status-fd=2`.trim(),
  }),
  says: [
    [/not initiali[sz]ed/i, 'not_set_up'],
    [/not in the password store|password store is empty|not found|does not exist/i, 'missing'],
    // GnuPG looks at a key or asks for its passphrase only where the key is here.
    [/KEY_CONSIDERED|pinentry|ioctl|cancell?ed|timeout|bad passphrase|no passphrase|agent/i, 'locked'],
    [/no secret key|decryption failed/i, 'denied'],
  ],
  secret(stdout, wanted, program) {
    if (program === 'pass') return inEntry(stdout, wanted);
    return isTree(stdout.split('\n'), wanted) ? null : stdout;
  },
  install: telling('install pass or gopass'),
  signIn: telling('set it up with pass init'),
};
