import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import type { Kind, Source } from '../../src-shared/words.ts';

/** What a person calls a kind of credential. */
export const kindNames: Readonly<Record<Kind, string>> = {
  api_key: say('API key'),
  token: say('Token'),
  oauth: say('Login'),
  none: say('None'),
};

/** Where a profile came from, in a person's words. */
export const sourceNames: Readonly<Record<Source, string>> = {
  manual: say('Typed in'),
  environment: say('Environment'),
  file: say('File'),
  'claude-code': providerName('claude-code'),
  codex: providerName('codex'),
  gateway: say('Gateway'),
};

/** The owner of a linked login in words. */
export const ownerName = providerName;

/** What stands behind a name in the list: the end of the mask, the reference, or the login's owner. */
export function keyHint(
  profile: Profile,
): { readonly by: 'mask' | 'reference' | 'owner'; readonly text: string } | null {
  if (profile.owner !== null) return { by: 'owner', text: ownerName(profile.owner) };
  if (profile.reference !== null) return { by: 'reference', text: profile.reference };
  if (profile.mask !== null) return { by: 'mask', text: endOf(profile.mask) };
  return profile.baseUrl === null ? null : { by: 'mask', text: portOf(profile.baseUrl) };
}

function endOf(mask: string): string {
  const cut = mask.lastIndexOf('…');
  return cut === -1 ? mask : mask.slice(cut);
}

function portOf(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const { port, hostname } = new URL(baseUrl);
  return port === '' ? hostname : `:${port}`;
}
