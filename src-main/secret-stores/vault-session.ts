import { formatReference, parseReference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { readReferencedFile } from '../references/referenced-file.ts';
import { resolveReference } from '../references/resolve.ts';
import type { Reach, Wanted } from './store.ts';
import { storeError } from './trouble.ts';
import { askVault, objectIn } from './vault-http.ts';
import type { VaultServer } from './vault-server.ts';

/** A token is not used in its last moments: a question takes a while. Milliseconds. */
const spareMs = 10_000;

/** Who asks a Vault: by AppRole, whose token is kept in memory until it ends, or by a token that lies on this machine. */
export interface VaultSession {
  /**
   * `mayBeOver`: it was made by an earlier login here, which the server may have ended since. `anew` makes another.
   * Throws `not_signed_in` where there is none.
   */
  token(server: VaultServer, anew?: boolean): Promise<{ token: string; mayBeOver: boolean }>;
  /** Whether the token is not in force, or may not read this. */
  whyDenied(server: VaultServer, wanted: Wanted): Promise<KeywatchError>;
  forget(): void;
}

const signIn = telling(
  'set the role with keywatch store vault --role-id … --secret-id-at …, or run vault login',
);

const notSignedIn = (what: string, remedy: string = signIn) =>
  storeError('vault', 'not_signed_in', { what, remedy });

export function createVaultSession(reach: Reach): VaultSession {
  const { clock, env, files } = reach;
  let kept: { base: string; token: string; until: number } | null = null;

  /** https://developer.hashicorp.com/vault/api-docs/auth/approle#login-with-approle */
  async function login(server: VaultServer, roleId: string): Promise<string> {
    const set = reach.vaultServer();
    const secretId = await lying(set?.secretIdAt ?? null, 'VAULT_SECRET_ID');
    const { status, body } = await askVault(
      server,
      `auth/${set?.roleMount ?? 'approle'}/login`,
      { token: null, body: { role_id: roleId, ...(secretId === null ? {} : { secret_id: secretId }) } },
      reach,
    );
    const auth = status === 200 ? objectIn(body, 'auth') : null;
    const token = auth?.['client_token'];
    if (typeof token !== 'string' || token === '')
      throw notSignedIn(
        telling('{name} refused the role or its secret id', { name: server.name }),
        telling('have a new secret id made, and put it where {place} says', {
          place: set?.secretIdAt ?? 'VAULT_SECRET_ID',
        }),
      );
    const lastsS = auth?.['lease_duration'];
    const lastsMs = typeof lastsS === 'number' && lastsS > 0 ? lastsS * 1000 : Number.POSITIVE_INFINITY;
    kept = { base: server.base, token, until: clock.now() + Math.max(lastsMs - spareMs, lastsMs / 2) };
    return token;
  }

  /** What lies at a place outside the settings, else in a variable; null where neither is. */
  async function lying(place: string | null, variable: string): Promise<string | null> {
    const reference = place === null ? null : parseReference(place);
    if (reference === null) return env[variable]?.trim() || null;
    try {
      return (await resolveReference(reference, reach)).secret;
    } catch (error) {
      if (!(error instanceof KeywatchError)) throw error;
      throw notSignedIn(
        telling('what Vault is to know Keywatch by cannot be read at {place}', {
          place: formatReference(reference),
        }),
        telling('put it there, in a file for you alone'),
      );
    }
  }

  /** Where its own command line keeps what `vault login` gave: https://developer.hashicorp.com/vault/docs/commands/token-helper */
  async function ownToken(): Promise<string | null> {
    const path = `${files.home}/.vault-token`;
    if ((await files.stat(path)) === null) return null;
    const { secret } = await readReferencedFile({ from: 'file', path, pointer: null }, files, env);
    return secret;
  }

  async function ofMachine(server: VaultServer): Promise<string> {
    const token =
      (await lying(reach.vaultServer()?.tokenAt ?? null, 'BAO_TOKEN')) ||
      env['VAULT_TOKEN']?.trim() ||
      (await ownToken());
    if (token !== null) return token;
    throw notSignedIn(telling('nobody said who asks {name}', { name: server.name }));
  }

  const roleId = () => reach.vaultServer()?.roleId ?? env['VAULT_ROLE_ID']?.trim() ?? '';

  return {
    async token(server, anew = false) {
      const role = roleId();
      if (role === '') return { token: await ofMachine(server), mayBeOver: false };
      const inForce =
        kept !== null && kept.base === server.base && clock.now() < kept.until ? kept.token : null;
      return inForce === null || anew
        ? { token: await login(server, role), mayBeOver: false }
        : { token: inForce, mayBeOver: true };
    },
    async whyDenied(server, wanted) {
      const { token } = await this.token(server);
      // A token may always look itself up: https://developer.hashicorp.com/vault/api-docs/auth/token#lookup-a-token-self
      const { status } = await askVault(server, 'auth/token/lookup-self', { token }, reach);
      return status === 200
        ? storeError('vault', 'denied', {
            what: telling('{name} does not let {place} be read by who asks', {
              name: server.name,
              place: wanted.text,
            }),
            remedy: telling('have its policy let the role read it'),
          })
        : notSignedIn(telling('{name} says that the token is not in force', { name: server.name }));
    },
    forget() {
      kept = null;
    },
  };
}
