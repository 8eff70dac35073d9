import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Reconnection tickets kept in memory; those that nobody showed for longest go first. */
const maxSessions = 256;

/** Who may come in at the browser door. */
export interface GuestList {
  /** A session of its own for one that knows the token or an earlier session; null for a stranger. */
  admit(message: string): string | null;
}

/** Knows the token of this process and the sessions that came of it; compares digests, so that time tells nothing. */
export function createGuestList(token: string): GuestList {
  const known = new Map<string, true>();
  const tokenDigest = digest(token);
  return {
    admit(message) {
      const said = credentialsIn(message);
      const earlier = said.session === null ? '' : digest(said.session).toString('hex');
      const hasToken = said.token !== null && timingSafeEqual(digest(said.token), tokenDigest);
      if (!hasToken && !known.has(earlier)) return null;
      if (known.delete(earlier)) known.set(earlier, true);
      const session = randomBytes(32).toString('base64url');
      known.set(digest(session).toString('hex'), true);
      const oldest = known.keys().next().value;
      if (known.size > maxSessions && oldest !== undefined) known.delete(oldest);
      return session;
    },
  };
}

function credentialsIn(message: string): { token: string | null; session: string | null } {
  const nobody = { token: null, session: null };
  if (message.length > 1024) return nobody;
  let said: unknown;
  try {
    said = JSON.parse(message);
  } catch {
    return nobody;
  }
  if (typeof said !== 'object' || said === null) return nobody;
  const { token, session } = said as Record<string, unknown>;
  return {
    token: typeof token === 'string' ? token : null,
    session: typeof session === 'string' ? session : null,
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
