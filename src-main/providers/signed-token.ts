import { maskSecret } from '../../src-shared/mask.ts';
import { telling } from '../../src-shared/say.ts';
import { custom } from './custom.ts';
import { providers } from './index.ts';
import { problem } from './key-problems.ts';
import { lookalikes } from './known-shapes.ts';
import { nothingKnown, notAKey, unnamed, type Candidate } from './candidate.ts';
import type { Provider } from './provider.ts';

/** What a web token says of itself. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who signed a token, as it says itself: the host of its issuer, or the issuer's bare name. */
function issuerOf({ iss }: Claims): string {
  if (typeof iss !== 'string') return '';
  return (URL.parse(iss)?.hostname ?? iss).toLowerCase();
}

/** The provider whose sign a web token bears; its claims are not proven. */
export function providerByClaims(claims: Claims): Provider | null {
  const issuer = issuerOf(claims);
  return providers.find(({ issuers = [] }) => issuers.includes(issuer)) ?? null;
}

/** What a web token is that a login of ChatGPT holds; null for all others. */
export function chatgptLogin(token: string, claims: Claims): Candidate | null {
  if (issuerOf(claims) !== 'auth.openai.com') return null;
  return {
    ...notAKey(
      token,
      'wrong_kind',
      telling('ChatGPT login token'),
      telling(
        'This is part of a ChatGPT login; a copy of it ends within days. Link the login instead with login:codex.',
      ),
    ),
    mask: maskSecret(token, ''),
  };
}

/** A web token that names no provider here. */
export function strangeToken(token: string): Candidate {
  return {
    ...nothingKnown,
    kind: 'token',
    label: telling('Signed token (JWT)'),
    mask: maskSecret(token, ''),
    length: token.length,
    candidates: [...lookalikes(token).flatMap(({ provider }) => provider?.id ?? []), custom.id],
    proposedName: unnamed,
    problem: problem(
      'needs_base_url',
      telling(
        'The token does not tell which provider takes it. Choose the provider, or give the base URL of the server.',
      ),
      false,
    ),
    secret: token,
  };
}
