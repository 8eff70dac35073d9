import { telling } from '../../../src-shared/say.ts';
import { isSince, type Generation } from '../generation.ts';
import { allVariables } from './provider-variables.ts';

/** A variable as a gateway gets it, and where from. */
export interface Variable {
  value: string;
  /** `environment`, `login shell`, or the path of a file. */
  from: string;
}

/** One place that variables come from. */
export interface Source {
  from: string;
  values: Readonly<Record<string, string | undefined>>;
  /** Why a gateway does not take a variable from there; null where it does. */
  refuses?(name: string, value: string): string | null;
}

export interface Composed {
  variables: ReadonlyMap<string, Variable>;
  /** What stands somewhere and does not reach the gateway. */
  passedOver: readonly { name: string; from: string; why: string }[];
}

/** The first place that has a variable wins, and nothing later overrides it (gateways.md §8). */
export function composed(sources: readonly Source[]): Composed {
  const variables = new Map<string, Variable>();
  const passedOver: { name: string; from: string; why: string }[] = [];
  for (const { from, values, refuses } of sources)
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const earlier = variables.get(name);
      const why =
        earlier === undefined
          ? (refuses?.(name, value) ?? null)
          : telling('already set by {from}', { from: earlier.from });
      if (why === null) variables.set(name, { value, from });
      else if (earlier?.value !== value) passedOver.push({ name, from, why });
    }
  return { variables, passedOver };
}

const isCredential = (name: string) =>
  allVariables.has(name) || /_API_KEYS?(?:_|$)|_(?:OAUTH_)?TOKEN$/.test(name);

/** A `.env` in the working directory may be a stranger's: later releases take neither keys nor their own settings from it. */
export function refusedFromWorkspace(prefix: string, generation: Generation): NonNullable<Source['refuses']> {
  return (name) =>
    isSince(generation, '2026.5.28') && (isCredential(name) || name.startsWith(prefix))
      ? telling(
          'this release takes no credentials and no settings of its own from the .env of a working directory',
        )
      : null;
}

/** Variables that change what a program runs rather than what it is told. */
const dangerous =
  /^(?:NODE_(?:OPTIONS|PATH)|LD_\w+|DYLD_\w+|PATH|HOME|SHELL|BASH_ENV|ENV|IFS|PYTHONPATH|PERL5LIB|RUBYLIB|GIT_\w+|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS)$/i;

/** What `env` of a configuration may not set. */
export function refusedFromConfig(name: string, value: string): string | null {
  if (dangerous.test(name)) return telling('a configuration may not set it');
  return value.includes('${') ? telling('it names another variable') : null;
}

const isOn = (value: string | undefined) => /^(?:1|true|yes|on)$/i.test(value?.trim() ?? '');

/** Whether somebody opted in to asking a login shell, and for how long it may take; null where nobody did. */
export function shellTimeoutMs(
  before: Composed,
  prefix: string,
  config: { enabled: boolean; timeoutMs: number | null },
): number | null {
  const told = (name: string) => before.variables.get(`${prefix}${name}`)?.value;
  if (!config.enabled && !isOn(told('LOAD_SHELL_ENV'))) return null;
  const ms = Number(told('SHELL_ENV_TIMEOUT_MS'));
  return Number.isFinite(ms) && ms > 0 ? ms : (config.timeoutMs ?? 15_000);
}

/** Until 2026.9 a gateway leaves the login shell alone once it has any of the variables it would ask for. */
export function shellIsSkipped(before: Composed, generation: Generation): boolean {
  return !isSince(generation, '2026.9.6') && [...allVariables].some((name) => before.variables.has(name));
}

/** What of a login shell's environment reaches a gateway: the keys it expects, and nothing else. */
export function shellSource(values: Source['values']): Source {
  const wanted = Object.entries(values).filter(
    ([name, value]) => allVariables.has(name) && value?.trim() !== '',
  );
  return { from: telling('login shell'), values: Object.fromEntries(wanted) };
}
