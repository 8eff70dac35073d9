import { say } from '../../src-shared/say.ts';

/** Who works with a key, as a person calls it: `gateway:openclaw/main` is "openclaw / main, gateway". */
export function userWords(user: string): string {
  const [kind, place] = user.split(/:(.*)/s);
  if (kind !== 'gateway' || place === undefined) return user;
  return say('{place}, gateway', { place: place.replaceAll('/', ' / ') });
}
