import { isSince, type Generation } from '../generation.ts';
import { fieldsOf } from '../stores/credential.ts';

/** A secret provider of a configuration, its options checked and filled up (gateways.md §6.2). */
export type ProviderOptions =
  | { source: 'env'; allowlist: readonly string[] | null }
  | { source: 'file'; path: string; mode: 'json' | 'singleValue'; timeoutMs: number; maxBytes: number }
  | {
      source: 'exec';
      command: string;
      args: readonly string[];
      timeoutMs: number;
      noOutputTimeoutMs: number;
      maxOutputBytes: number;
      jsonOnly: boolean;
      env: Readonly<Record<string, string>>;
      passEnv: readonly string[];
      trustedDirs: readonly string[] | null;
      allowInsecurePath: boolean;
      allowSymlinkCommand: boolean;
    };

const kib = 1024;
const limits = {
  timeoutMs: { usual: 5000, most: 120_000 },
  bytes: { usual: kib * kib, most: 20 * kib * kib },
  args: { count: 128, length: 1024 },
  passEnv: 128,
  trustedDirs: 64,
  allowlist: 256,
};

/** Thrown and caught within this file: the first option that is not what it may be. */
class Wrong extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function count(fields: Fields, name: string, { usual, most }: { usual: number; most: number }): number {
  const value = fields[name];
  if (value === undefined) return usual;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most)
    throw new Wrong(`${name} must be a whole number from 1 to ${most}`);
  return value;
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '') throw new Wrong(`${name} must be a text`);
  return value.trim();
}

function texts(
  fields: Fields,
  name: string,
  most: number,
  longest = Number.POSITIVE_INFINITY,
): readonly string[] | null {
  const value = fields[name];
  if (value === undefined) return null;
  if (!Array.isArray(value) || value.length > most)
    throw new Wrong(`${name} must be a list of at most ${most} texts`);
  return value.map((each: unknown) => {
    if (typeof each !== 'string' || each.length > longest)
      throw new Wrong(
        `${name} must hold texts${longest === Number.POSITIVE_INFINITY ? '' : ` of at most ${longest} characters`}`,
      );
    return each;
  });
}

function flag(fields: Fields, name: string, usual: boolean): boolean {
  const value = fields[name];
  if (value === undefined) return usual;
  if (typeof value !== 'boolean') throw new Wrong(`${name} must be true or false`);
  return value;
}

function variables(fields: Fields): Readonly<Record<string, string>> {
  const given = fieldsOf(fields['env'] ?? {});
  if (given === null) throw new Wrong('env must be an object of texts');
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (typeof value !== 'string') throw new Wrong('env must be an object of texts');
      return [name, value];
    }),
  );
}

function read(fields: Fields, generation: Generation): ProviderOptions {
  switch (fields['source']) {
    case 'env':
      return { source: 'env', allowlist: texts(fields, 'allowlist', limits.allowlist) };
    case 'file': {
      const mode = fields['mode'] ?? 'json';
      if (mode !== 'json' && mode !== 'singleValue') throw new Wrong('mode must be json or singleValue');
      return {
        source: 'file',
        path: text(fields, 'path'),
        mode,
        timeoutMs: count(fields, 'timeoutMs', limits.timeoutMs),
        maxBytes: count(fields, 'maxBytes', limits.bytes),
      };
    }
    case 'exec': {
      const timeoutMs = count(fields, 'timeoutMs', limits.timeoutMs);
      // Later releases took these two away: there, nothing makes a loose path or a link acceptable.
      const lenient = !isSince(generation, '2026.9.6');
      return {
        source: 'exec',
        command: text(fields, 'command'),
        args: texts(fields, 'args', limits.args.count, limits.args.length) ?? [],
        timeoutMs,
        noOutputTimeoutMs: count(fields, 'noOutputTimeoutMs', { ...limits.timeoutMs, usual: timeoutMs }),
        maxOutputBytes: count(fields, 'maxOutputBytes', limits.bytes),
        jsonOnly: flag(fields, 'jsonOnly', true),
        env: variables(fields),
        passEnv: texts(fields, 'passEnv', limits.passEnv) ?? [],
        trustedDirs: texts(fields, 'trustedDirs', limits.trustedDirs),
        allowInsecurePath: lenient && flag(fields, 'allowInsecurePath', false),
        allowSymlinkCommand: lenient && flag(fields, 'allowSymlinkCommand', false),
      };
    }
    default:
      throw new Wrong('source must be env, file or exec');
  }
}

/** The options of a secret provider, or what is wrong with them in a sentence of its peer. */
export function readProvider(name: string, raw: unknown, generation: Generation): ProviderOptions | string {
  const fields = fieldsOf(raw);
  if (fields === null) return `secrets.providers.${name} must be an object.`;
  try {
    return read(fields, generation);
  } catch (error) {
    if (error instanceof Wrong) return `secrets.providers.${name}.${error.message}.`;
    throw error;
  }
}
