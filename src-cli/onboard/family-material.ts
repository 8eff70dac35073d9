import { providerById } from '../../src-main/providers/index.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Host } from '../command.ts';
import type { NewProfile } from '../commands/add.ts';
import { secretFrom } from '../commands/secret-input.ts';
import { wordOption } from '../typed-values.ts';

/** A secret from its flag: `-` reads standard input. Undefined where it was not given. */
export async function secretOf(asked: Asked, flag: string, host: Host): Promise<string | undefined> {
  const typed = asked.text(flag);
  if (typed === '-') return secretFrom(host, true, 'Secret (not shown): ');
  if (typed !== undefined)
    host.warn(
      `--${flag} shows the secret to other programs of this machine and to the shell history; use --${flag} - instead`,
    );
  return typed;
}

/** The variable that a provider's tools read and that is set here. */
const variableOf = (provider: string, { env }: Host): string | undefined =>
  providerById(provider)?.variables.find((name) => (env[name] ?? '') !== '');

/**
 * The secret, or with `--secret-input-mode ref` a reference to the variable that holds it. Where no flag gave one, it
 * comes from that variable, as in the family. Throws `bad_usage` and `not_found`.
 */
export async function materialOf(
  asked: Asked,
  host: Host,
  { provider, flag, variable }: { provider: string; flag: string; variable?: string },
): Promise<Pick<NewProfile, 'secret' | 'reference'>> {
  const mode = wordOption(asked, 'secret-input-mode', ['plaintext', 'ref']) ?? 'plaintext';
  const name =
    variable !== undefined && (host.env[variable] ?? '') !== '' ? variable : variableOf(provider, host);
  if (mode === 'ref') {
    if (name === undefined)
      throw new KeywatchError(
        'not_found',
        `no variable of ${provider} is set here to refer to; nothing was stored; set ${variable ?? providerById(provider)?.variables[0] ?? 'it'} first, or leave out --secret-input-mode ref`,
      );
    if (asked.has(flag)) host.warn(`--${flag} was not read: ${name} is referred to in its place`);
    return { reference: `env:${name}` };
  }
  const secret = (await secretOf(asked, flag, host)) ?? (name === undefined ? undefined : host.env[name]);
  if (secret !== undefined && secret.trim() !== '') return { secret };
  throw new KeywatchError(
    'bad_usage',
    `there is no key for ${provider}; nothing was stored; pipe it in with --${flag} -`,
  );
}
