import { parse } from 'dotenv';

/** What a unit says of the environment of its program (systemd.exec). Values may be secret. */
export interface Unit {
  command: string;
  /** `Environment=`. */
  own: Readonly<Record<string, string>>;
  /** `EnvironmentFile=`; one with a dash before it may be missing. */
  files: readonly { path: string; optional: boolean }[];
  unset: readonly string[];
  /** `LoadCredential=` and what is like it: its name, and the file it is loaded from where it names one. */
  credentials: readonly { name: string; path: string | null }[];
}

/** The words of a line, quotes and escapes taken away. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g, (_, double?: string, single?: string) =>
      (double ?? single ?? '').replaceAll(/\\(.)/g, '$1'),
    ),
  );
}

interface Line {
  key: string;
  value: string;
}

/** The lines of `[Service]`, those that were broken put together. */
function serviceLines(text: string): Line[] {
  let section = '';
  const whole = text.replaceAll(/\\\r?\n/g, ' ');
  return whole.split(/\r?\n/).flatMap((raw) => {
    const line = raw.trim();
    const header = /^\[(.+)\]$/.exec(line)?.[1];
    if (header !== undefined) section = header;
    const [, key, value] = /^([A-Za-z]+)\s*=\s*(.*)$/.exec(line) ?? [];
    return section !== 'Service' || key === undefined || value === undefined ? [] : [{ key, value }];
  });
}

/** The values of a list, in which an empty one takes back all before it. */
function listOf(lines: readonly Line[], key: string): string[] {
  const values = lines.filter((line) => line.key === key).map(({ value }) => value);
  return values.slice(values.lastIndexOf('') + 1);
}

const credentialKeys = [
  'LoadCredential',
  'LoadCredentialEncrypted',
  'SetCredential',
  'SetCredentialEncrypted',
  'ImportCredential',
];

/**
 * A unit with its drop-ins in their order.
 * @param expand puts the paths behind `%h` and the like.
 */
export function readUnit(texts: readonly string[], expand: (value: string) => string): Unit {
  const lines = texts.flatMap(serviceLines);
  const list = (key: string) => listOf(lines, key);
  const pairs = list('Environment').flatMap((value) =>
    wordsOf(value).flatMap((word) => {
      const at = word.indexOf('=');
      return at < 1 ? [] : [[word.slice(0, at), expand(word.slice(at + 1))] as const];
    }),
  );
  return {
    command: expand(list('ExecStart').join(' ')),
    own: Object.fromEntries(pairs),
    files: list('EnvironmentFile').map((value) => ({
      path: expand(value.replace(/^-/, '').replaceAll(/^["']|["']$/g, '')),
      optional: value.startsWith('-'),
    })),
    unset: list('UnsetEnvironment').flatMap(wordsOf),
    credentials: credentialKeys.flatMap((key) =>
      list(key).flatMap((value) => {
        const [name = '', path] = value.split(':');
        if (name === '') return [];
        return [{ name, path: key.startsWith('Load') && path !== undefined ? expand(path) : null }];
      }),
    ),
  };
}

/** What `systemctl --user show-environment` prints: `NAME=value`, odd values as `$'…'`. */
export function readManagerEnvironment(printed: string): Record<string, string> {
  return Object.fromEntries(
    printed.split('\n').flatMap((line) => {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value.replace(/^\$?'(.*)'$/s, '$1')]];
    }),
  );
}

/** A file of `NAME=value` lines as systemd reads it: `;` begins a remark too. */
export const readEnvironmentFile = (text: string): Record<string, string> =>
  parse(text.replaceAll(/^\s*;.*$/gm, ''));
