import type { Profile } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Done, Host, Options } from '../command.ts';
import type { Asked } from '../arguments.ts';
import { durationOption, idOption } from '../typed-values.ts';
import { savingOptions } from './add.ts';
import { askedAfterSaving, storedWithConsent } from './asking.ts';
import { clientForFirst } from './new-vault.ts';
import { profileDone } from './one-profile.ts';
import { secretFrom } from './secret-input.ts';

/** Every Claude setup token begins so and has this length (platform of 2026; D-B8). */
const setupToken = { prefix: 'sk-ant-oat01-', length: 108 };

/** How sure a form must be to say what a credential is. */
const sure: ReadonlySet<string> = new Set(['exact', 'prefix']);

/** Families whose tokens are checked by form; both names mean the same login (D-B8). */
const claude: ReadonlySet<string> = new Set(['anthropic', 'claude-code']);

function refused(message: string): KeywatchError {
  return new KeywatchError('invalid_input', message);
}

function checkSetupToken(token: string): void {
  if (!token.startsWith(setupToken.prefix))
    throw refused(
      `Expected token starting with ${setupToken.prefix}; nothing was stored; paste what claude setup-token prints`,
    );
  if (token.length === setupToken.length) return;
  const what =
    token.length < setupToken.length
      ? `Token looks too short; paste the full setup-token: it has ${token.length} of ${setupToken.length} characters`
      : `the token has ${token.length} characters instead of ${setupToken.length}`;
  throw refused(
    `${what}; nothing was stored; a narrow terminal cuts it: widen the window, run claude setup-token again and copy all of it`,
  );
}

/** Epoch ms at which the token ends; nothing where it was not said. Throws `invalid_input` in the family's words (D-B3). */
export function endOf(asked: Asked, now: number, option = 'expires-in'): { expiresAt?: number } {
  const livesMs = durationOption(asked, option, 'Invalid duration:');
  if (livesMs === undefined) return {};
  if (livesMs > 0) return { expiresAt: now + livesMs };
  throw refused(
    `Invalid expiry duration: --${option} is nothing; nothing was stored; write it like 365d, or leave it out`,
  );
}

/** What can be said of a token when it is stored. */
export const tokenOptions: Options = {
  'profile-id': { type: 'string', value: 'ID', says: 'Where to store it; PROVIDER:manual where absent.' },
  'expires-in': { type: 'string', value: 'DURATION', says: 'How long it lives from now.' },
  ...savingOptions,
};

export const replacesNote = 'A token stored under that id before is replaced.';

export const pasteToken: Command = {
  name: 'auth paste-token',
  says: 'Store a long-lived token from standard input',
  takes: '',
  words: { least: 0, most: 0 },
  makesVault: true,
  options: {
    provider: { type: 'string', value: 'PROVIDER', says: 'Whose token it is.' },
    ...tokenOptions,
  },
  notes: [replacesNote],
  async run(asked, host) {
    const named = asked.text('provider');
    if (named === undefined)
      throw new KeywatchError(
        'bad_usage',
        'auth paste-token needs --provider; nothing was stored; say whose token it is, like --provider anthropic',
      );
    const facts = endOf(asked, host.now());
    const pasted = await secretFrom(host, !host.terminal.in, 'Token (not shown): ');
    return storeToken(asked, host, { named, pasted, facts });
  },
};

/** A token on its way in. */
export interface PastedToken {
  named: string;
  pasted: string;
  facts: { expiresAt?: number };
}

/** What a command line says of how it is stored. */
export interface HowStored {
  id: string | undefined;
  agreePolicy: boolean;
  /** A person at the terminal may still agree. */
  asks: boolean;
  probe: boolean;
}

/** Stores a token as a command's whole work. Throws what storing throws. */
export async function storeToken(asked: Asked, host: Host, token: PastedToken): Promise<Done> {
  const stored = await storedToken(host, token, {
    id: idOption(asked, 'profile-id'),
    agreePolicy: asked.has('agree-policy'),
    asks: true,
    probe: !asked.has('no-probe'),
  });
  return profileDone(stored, `Auth profile: ${stored.id} (${stored.provider}/${stored.kind})`);
}

/** Stores what was pasted as the token of a provider, in the place of an earlier one of its id. Throws what storing throws. */
export async function storedToken(
  host: Host,
  { named, pasted, facts }: PastedToken,
  how: HowStored,
): Promise<Profile> {
  const { recognise } = await import('../../src-main/providers/recognise.ts');
  const [candidate] = recognise(pasted, { provider: named }).found;
  if (candidate === undefined)
    throw refused('Required: there is no token in what was given; nothing was stored; pipe the token in');
  const token = candidate.secret ?? '';
  const isSetupToken = token.startsWith(setupToken.prefix);
  if (isSetupToken || claude.has(named)) checkSetupToken(token);
  else if (candidate.kind === 'api_key' && sure.has(candidate.confidence))
    throw refused(
      `this looks like an API key (${candidate.label}), not a token; nothing was stored; use keywatch auth add`,
    );
  const provider = isSetupToken ? 'claude-code' : named;
  const id = how.id ?? `${provider}:manual`;

  const { client, offerWayBack } = await clientForFirst(host);
  const { profiles } = await client.profiles.list({});
  const isThere = profiles.some((each) => each.id === id);
  const store = (agreePolicy: boolean) => {
    const material = { id, secret: pasted, agreePolicy, probe: false, ...facts };
    return isThere
      ? client.profiles.replaceSecret(material)
      : client.profiles.add({ provider, kind: 'token', ...material });
  };
  const { profile } = await (how.asks
    ? storedWithConsent(host, how.agreePolicy, store)
    : store(how.agreePolicy));
  if (provider !== named) host.warn(`a setup token is Claude Code's: stored for ${provider}, not ${named}`);
  const stored = how.probe ? await askedAfterSaving(client, profile, host) : profile;
  await offerWayBack();
  return stored;
}
