import { say, saying } from './say.ts';
import type { Outcome } from './words.ts';

/** What an outcome means to a person, whatever key it was about. */
export interface Meaning {
  /** The heart of it, to stand within a sentence. */
  gist: string;
  meaning: string;
  advice: string;
  /** Whether it speaks against the key; a second answer that agrees disables it. */
  blamesKey: boolean;
}

const meanings: Record<Outcome, Meaning> = {
  ok: {
    gist: saying('The key works'),
    meaning: saying('The provider accepts the key.'),
    advice: saying('Nothing to do.'),
    blamesKey: false,
  },
  invalid: {
    gist: saying('The provider does not accept the key'),
    meaning: saying('The provider does not know this key.'),
    advice: saying('Ask again in a minute; when a second answer agrees, replace the key.'),
    blamesKey: true,
  },
  expired: {
    gist: saying('The provider says that the key has expired'),
    meaning: saying('The time of this key is over.'),
    advice: saying('Make a new key and replace this one.'),
    blamesKey: true,
  },
  revoked: {
    gist: saying('The provider says that the key was revoked'),
    meaning: saying(
      'The key was switched off at the provider: revoked, leaked, or of a kind that is retired.',
    ),
    advice: saying('Find out who revoked it and why, then replace the key.'),
    blamesKey: true,
  },
  forbidden: {
    gist: saying('The key is recognised, this use is not allowed to it'),
    meaning: saying(
      'The key is recognised; it lacks a permission, a scope or an allowed address for this call.',
    ),
    advice: saying('Give the key the permission at the provider, or use another key for this.'),
    blamesKey: false,
  },
  no_credit: {
    gist: saying('The key itself is fine, its account has no credit left'),
    meaning: saying('The key is recognised; its balance, budget or plan is used up.'),
    advice: saying('Top up at the provider, or wait for the next period; another key can serve meanwhile.'),
    blamesKey: false,
  },
  rate_limited: {
    gist: saying('The key itself is fine'),
    meaning: saying('The key is recognised; it was used more than its limits allow.'),
    advice: saying('Wait until the stated time; another key can serve meanwhile.'),
    blamesKey: false,
  },
  overloaded: {
    gist: saying('The provider is overloaded, the key is not blamed'),
    meaning: saying('The provider has no capacity now. This says nothing about the key.'),
    advice: saying('Wait, or use another provider meanwhile.'),
    blamesKey: false,
  },
  server_error: {
    gist: saying('The provider is in trouble, the key is not blamed'),
    meaning: saying('The provider failed to answer properly. This says nothing about the key.'),
    advice: saying('Wait, and look at the provider’s status page if it lasts.'),
    blamesKey: false,
  },
  network: {
    gist: saying('The key was not judged'),
    meaning: saying('The provider could not be reached. This says nothing about the key.'),
    advice: saying('Look at the connection, the proxy and the name of the host.'),
    blamesKey: false,
  },
  intercepted: {
    gist: saying('Something on the way answered in the provider’s place'),
    meaning: saying(
      'A login page, a proxy or a bot check answered in the provider’s place. This says nothing about the key.',
    ),
    advice: saying('Log in to the network, or look at the proxy; the key is asked about again later.'),
    blamesKey: false,
  },
  region_blocked: {
    gist: saying('The provider does not serve this place'),
    meaning: saying(
      'The provider does not serve the country this network is in. This says nothing about the key.',
    ),
    advice: saying('Ask from another network, if the provider’s terms allow it.'),
    blamesKey: false,
  },
  model_not_found: {
    gist: saying('The key is recognised, the model is not there'),
    meaning: saying('The key is recognised; the model or deployment does not exist or is not open to it.'),
    advice: saying('Choose another model, or look at its spelling.'),
    blamesKey: false,
  },
  malformed: {
    gist: saying('The answer cannot be read'),
    meaning: saying('The answer cannot be read, or the question was wrong. This says nothing about the key.'),
    advice: saying('Look at the base URL; if it is right, this is a fault of Keywatch worth reporting.'),
    blamesKey: false,
  },
  unverifiable: {
    gist: saying('This says nothing about the key'),
    meaning: saying('The answer says nothing about the key.'),
    advice: saying('Look at the provider and the base URL of the profile; the last verdict stands.'),
    blamesKey: false,
  },
};

/** What an outcome means, what to do about it, and whether it speaks against the key. */
export function meaningOf(outcome: Outcome): Meaning {
  const { gist, meaning, advice, blamesKey } = meanings[outcome];
  return { gist: say(gist), meaning: say(meaning), advice: say(advice), blamesKey };
}

const silent: ReadonlySet<Outcome> = new Set([
  'overloaded',
  'server_error',
  'network',
  'intercepted',
  'region_blocked',
  'malformed',
  'unverifiable',
]);

/** Whether an answer leaves the verdict as it was, only older. */
export function leavesVerdict(outcome: Outcome): boolean {
  return silent.has(outcome);
}
