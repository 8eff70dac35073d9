import { parse } from 'dotenv';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPeerFile } from '../../gateways/stores/peer-file.ts';

/** Variables of one file. */
export interface EnvFile {
  path: string;
  values: Readonly<Record<string, string>>;
}

/** A file of `NAME=value` lines; null where there is none. */
export function envFileAt(path: string): EnvFile | null {
  const text = readPeerFile(path)?.text ?? null;
  return text === null ? null : { path, values: parse(text) };
}

/** A directory and those above it, to the topmost. */
export function upwards(from: string): string[] {
  const above = dirname(from);
  return above === from ? [from] : [from, ...upwards(above)];
}

/** The nearest directory that a repository begins in; null outside of one. */
export const repositoryOf = (directory: string): string | null =>
  upwards(directory).find((each) => existsSync(join(each, '.git'))) ?? null;
