import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';

type Call = (...given: unknown[]) => unknown;

/** Calls that name a file first, and calls that take an open one. */
const byPath = [
  'accessSync',
  'chmodSync',
  'copyFileSync',
  'existsSync',
  'lstatSync',
  'mkdirSync',
  'openSync',
  'readFileSync',
  'readdirSync',
  'realpathSync',
  'renameSync',
  'rmSync',
  'statSync',
  'statfsSync',
  'unlinkSync',
  'writeFileSync',
];
const byDescriptor = [
  'closeSync',
  'fchmodSync',
  'fchownSync',
  'fstatSync',
  'fsyncSync',
  'readSync',
  'writeSync',
];
const promised = ['readFile', 'readdir', 'rm', 'stat', 'writeFile'];

const forWriting = (flags: unknown) =>
  typeof flags === 'string' ? /[wa+]/.test(flags) : typeof flags === 'number' && (flags & 3) !== 0;

export interface FaultyFiles {
  /** The file calls made below the directory since the last `begin`, by name. */
  calls: string[];
  /** From now on counts anew; the call of that number fails with that code, and all after it where `forever`. */
  begin(failAt?: number, code?: string, forever?: boolean): void;
  end(): void;
  undo(): void;
}

/** Lets file calls below a directory fail by their number; all others are left alone. */
export function faultyFiles(directory: string): FaultyFiles {
  const open = new Set<unknown>();
  const originals: (() => void)[] = [];
  let counting = false;
  let failAt = Number.POSITIVE_INFINITY;
  let code = 'EIO';
  let forever = false;
  const faulty: FaultyFiles = {
    calls: [],
    begin(at = Number.POSITIVE_INFINITY, as = 'EIO', andAfter = false) {
      faulty.calls = [];
      failAt = at;
      code = as;
      forever = andAfter;
      counting = true;
    },
    end() {
      counting = false;
    },
    undo() {
      for (const restore of originals) restore();
      syncBuiltinESMExports();
    },
  };

  const isInside = (path: unknown) =>
    open.has(path) || (typeof path === 'string' && (path === directory || path.startsWith(directory + sep)));

  /** Counts a call; gives the error it ends with, or null. */
  function count(name: string): Error | null {
    if (!counting) return null;
    faulty.calls.push(name);
    const at = faulty.calls.length - 1;
    if (at !== failAt && !(forever && at > failAt)) return null;
    return Object.assign(new Error(`${code}: injected, ${name}`), { code, errno: -5, syscall: name });
  }

  function wrap(
    holder: Record<string, unknown>,
    name: string,
    act: (original: Call, given: unknown[]) => unknown,
  ) {
    const original = holder[name] as Call;
    originals.push(() => (holder[name] = original));
    holder[name] = Object.assign((...given: unknown[]) => act(original, given), original);
  }

  const own = fs as unknown as Record<string, unknown>;
  for (const name of [...byPath, ...byDescriptor]) {
    wrap(own, name, (original, given) => {
      if (!isInside(given[0])) return original(...given);
      const error = count(
        name === 'openSync' ? `${name} ${forWriting(given[1]) ? 'to write' : 'to read'}` : name,
      );
      // A descriptor is closed even when closing reports an error, unless everything has stopped.
      if (error !== null && name === 'closeSync' && !forever) original(...given);
      if (error !== null && name === 'existsSync') return false;
      if (error !== null) throw error;
      const result = original(...given);
      if (name === 'openSync') open.add(result);
      if (name === 'closeSync') open.delete(given[0]);
      return result;
    });
  }
  for (const name of promised) {
    wrap(fs.promises as unknown as Record<string, unknown>, name, async (original, given) => {
      if (!isInside(given[0])) return original(...given);
      const error = count(name);
      if (error !== null) throw error;
      return original(...given);
    });
  }
  syncBuiltinESMExports();
  return faulty;
}
