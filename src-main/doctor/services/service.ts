import { systems } from '../../gateways/systems.ts';
/** A program that the system starts for this person, and the environment it gets. Values may be secret. */
export interface Service {
  name: string;
  path: string;
  /** A gateway's id, or `keywatch`. */
  program: string;
  /** Its variables, the places that win last. */
  sees: ReadonlyMap<string, { value: string; from: string }>;
  credentials: readonly string[];
  /** Its own files that hold variables of its own. */
  files: readonly { path: string; mode: number | null; names: readonly string[] }[];
  /** Files it needs that are not there. */
  missing: readonly string[];
  /** What the system gives to every service is known; false where nobody could be asked. */
  isWhole: boolean;
}

export interface Services {
  found: readonly Service[];
  problems: readonly { path: string; problem: string }[];
}

const programs: readonly { id: string; begins: RegExp }[] = [
  ...systems.map(({ id, command }) => ({ id, command })),
  { id: 'keywatch', command: 'keywatch' },
].map(({ id, command }) => ({
  id,
  begins: new RegExp(`(?:^|[\\s/\\\\"'@])${command}(?:$|[\\s/\\\\"'@.-])`),
}));

/** Whose program a command line starts, else whose name the service bears; null for a stranger's. */
export function programOf(command: string, name: string): string | null {
  const found = programs.find(({ begins }) => begins.test(command));
  return (found ?? programs.find(({ begins }) => begins.test(name)))?.id ?? null;
}
