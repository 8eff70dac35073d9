import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface StaticFile {
  type: string;
  bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/**
 * The built window as a map from path to file. A request is looked up in it and nothing is ever computed from what it
 * asks for, so there is no path to traverse. Files of unknown kind (maps, leftovers) are not in it.
 */
export function readStaticFiles(directory: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const path of filesUnder(directory)) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    const url = `/${relative(directory, path).split(sep).join('/')}`;
    files.set(url, { type, bytes: readFileSync(path) });
  }
  return files;
}

/** Step by step: entries read with their types from inside an app's archive do not know where they lie. */
function filesUnder(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

/** Marks the place of the style nonce in index.html. */
export const noncePlaceholder = '__STYLE_NONCE__';

/** index.html with the nonce of this response in its meta element, where the window's libraries look for it. */
export function pageWithNonce(index: StaticFile, nonce: string): Buffer {
  return Buffer.from(index.bytes.toString('utf8').replaceAll(noncePlaceholder, nonce));
}
