import { posix, win32 } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KeywatchError } from '../../src-shared/errors.ts';
import { jwtExpiry } from '../../src-shared/jwt.ts';
import { readMoment } from '../../src-shared/moment.ts';
import type { LoginOwner } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import type { Files } from '../ports.ts';
import type { Resolved, Sources } from './resolved.ts';

type JsonObject = Readonly<Record<string, unknown>>;

interface Login {
  secret: string;
  expiresAt: number | null;
  expiryFrom: Resolved['expiryFrom'];
  /** The owner holds what it needs to renew it. */
  renews: boolean;
}

/** One tool whose own login can be linked: where it lies and what its file says. */
interface Owner {
  name: string;
  /** The variable that moves its folder, and where that is without. */
  folder: { variable: string; below: string };
  file: string;
  remedy: string;
  /** Set where the file may be missing though there is a login: what to say then, by platform. */
  elsewhere: (platform: NodeJS.Platform) => 'unreadable' | 'perhaps' | 'no';
  read(document: JsonObject): Login | null;
}

const owners: Readonly<Record<LoginOwner, Owner>> = {
  'claude-code': {
    name: 'Claude Code',
    folder: { variable: 'CLAUDE_CONFIG_DIR', below: '.claude' },
    file: '.credentials.json',
    remedy: telling('start claude and log in'),
    // On macOS it lies in the Keychain, which asks its person at every reading: it is never opened.
    elsewhere: (platform) => (platform === 'darwin' ? 'unreadable' : 'no'),
    read(document) {
      const login = inside(document, 'claudeAiOauth');
      const secret = text(login, 'accessToken');
      const renews = text(login, 'refreshToken') !== null;
      // Claude Code itself takes an entry without a refresh token only when it has scopes.
      if (login === null || secret === null || (!renews && !Array.isArray(login['scopes']))) return null;
      const end = readMoment(login['expiresAt']);
      const expiresAt = typeof end === 'number' ? end : null;
      return { secret, renews, expiresAt, expiryFrom: expiresAt === null ? null : 'file' };
    },
  },
  codex: {
    name: 'Codex',
    folder: { variable: 'CODEX_HOME', below: '.codex' },
    file: 'auth.json',
    remedy: telling('run codex login'),
    elsewhere: () => 'perhaps',
    read(document) {
      const tokens = inside(document, 'tokens');
      const token = text(tokens, 'access_token');
      const key = text(document, 'OPENAI_API_KEY');
      if (token === null)
        return key === null ? null : { secret: key, renews: false, expiresAt: null, expiryFrom: null };
      const expiresAt = jwtExpiry(token);
      const renews = text(tokens, 'refresh_token') !== null;
      return { secret: token, renews, expiresAt, expiryFrom: expiresAt === null ? null : 'jwt' };
    },
  },
};

function inside(document: JsonObject, name: string): JsonObject | null {
  const value = document[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function text(object: JsonObject | null, name: string): string | null {
  const value = object?.[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A tool writes its file in place, so a reading may meet half of it: it is read once more after this. */
const settledMs = 250;

/**
 * A login that another tool owns, as its file has it now. It is read and never refreshed or written (D-A11). Throws
 * `not_found` where there is no login, `invalid_input` where the file cannot be understood.
 */
export async function readLogin(
  id: LoginOwner,
  { env, files }: Pick<Sources, 'env' | 'files'>,
  platform: NodeJS.Platform = process.platform,
): Promise<Resolved> {
  const owner = owners[id];
  const path = fileOf(owner, env[owner.folder.variable], files, platform);
  const stat = await files.stat(path);
  const unowned = { owner: id, renewedBy: id, expiresAt: null, expiryFrom: null };
  if (stat === null) {
    if (owner.elsewhere(platform) === 'unreadable') return { ...unowned, secret: null, changedAt: null };
    throw noLogin(owner, path, owner.elsewhere(platform) === 'perhaps');
  }
  const document =
    (await readWhole(path, files)) ?? (await wait(settledMs).then(() => readWhole(path, files)));
  if (document === null)
    throw new KeywatchError(
      'invalid_input',
      telling('{name}’s login file {path} cannot be read as JSON; nothing was changed; {remedy} again.', {
        name: owner.name,
        path,
        remedy: owner.remedy,
      }),
      { path },
    );
  const login = owner.read(document);
  if (login === null) throw noLogin(owner, path, false);
  const { secret, expiresAt, expiryFrom, renews } = login;
  return {
    secret,
    expiresAt,
    expiryFrom,
    owner: id,
    renewedBy: renews ? id : null,
    changedAt: stat.modifiedAt,
  };
}

function fileOf(owner: Owner, moved: string | undefined, files: Files, platform: NodeJS.Platform): string {
  const { join } = platform === 'win32' ? win32 : posix;
  const folder =
    moved === undefined || moved.trim() === '' ? join(files.home, owner.folder.below) : moved.trim();
  return join(folder, owner.file);
}

function noLogin(owner: Owner, path: string, perhaps: boolean): KeywatchError {
  const told = { name: owner.name, path, remedy: owner.remedy };
  return new KeywatchError(
    'not_found',
    perhaps
      ? telling(
          '{name} has no login at {path} (one in the system’s keyring is not opened); the profile was kept; {remedy}.',
          told,
        )
      : telling('{name} has no login at {path}; the profile was kept; {remedy}.', told),
    { path },
  );
}

async function readWhole(path: string, files: Files): Promise<JsonObject | null> {
  const content = await files.read(path).catch((error: unknown) => {
    throw new KeywatchError(
      'not_permitted',
      telling('{path} could not be read; nothing was changed; check who may read it.', { path }),
      { path },
      { cause: error },
    );
  });
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
