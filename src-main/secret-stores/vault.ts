import { telling } from '../../src-shared/say.ts';
import { fieldOf, nothingThere } from './one-secret.ts';
import type { Reach, Wanted } from './store.ts';
import { storeError } from './trouble.ts';
import { askVault, objectIn, type VaultAnswer } from './vault-http.ts';
import { vaultServer, type VaultServer } from './vault-server.ts';
import type { VaultSession } from './vault-session.ts';

const pathOf = (...parts: readonly string[]) =>
  parts
    .flatMap((part) => part.split('/'))
    .map(encodeURIComponent)
    .join('/');

/**
 * A secret of a KV v2 engine of Vault or OpenBao, its newest version
 * (https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version). The engine is taken to be mounted at
 * the first part of the path; where nothing can be read there, the server is asked where it is.
 */
export async function readVault(wanted: Wanted, session: VaultSession, reach: Reach): Promise<string> {
  const server = await vaultServer(reach);
  let hasRenewed = false;
  const [first = '', ...rest] = wanted.place.split('/');
  const [answer, mount] = await read(first, rest.join('/'));
  if (answer.status === 403) throw await session.whyDenied(server, wanted);
  if (mount.version === '1')
    throw storeError('vault', 'unusable', {
      what: telling('the engine at {mount} is a KV of version 1, and Keywatch reads version 2', {
        mount: mount.path,
      }),
      remedy: telling('upgrade it with vault kv enable-versioning {mount}', { mount: mount.path }),
    });
  const fields = answer.status === 200 ? objectIn(objectIn(answer.body, 'data'), 'data') : null;
  if (fields === null) throw nothingThere(wanted, server.name);
  return fieldOf(fields, wanted.field, wanted, server.name);

  async function read(
    at: string,
    below: string,
  ): Promise<[VaultAnswer, { path: string; version: string | null }]> {
    const answer = await asked(server, `${pathOf(at)}/data/${pathOf(below)}`);
    const guessed = { path: at, version: null };
    if (answer.status === 200) return [answer, guessed];
    const told = await mountOf(server);
    if (told === null || told.version === '1' || told.path === at) return [answer, told ?? guessed];
    return [
      await asked(server, `${pathOf(told.path)}/data/${pathOf(wanted.place.slice(told.path.length + 1))}`),
      told,
    ];
  }

  /** Where the engine is mounted and of what version it is, as the server's own command line asks; null where that is not told. */
  async function mountOf(where: VaultServer): Promise<{ path: string; version: string | null } | null> {
    const answer = await asked(where, `sys/internal/ui/mounts/${pathOf(wanted.place)}`);
    const data = answer.status === 200 ? objectIn(answer.body, 'data') : null;
    const path = typeof data?.['path'] === 'string' ? data['path'].replace(/\/$/, '') : '';
    if (path === '' || !`${wanted.place}/`.startsWith(`${path}/`)) return null;
    const version = objectIn(data, 'options')?.['version'];
    const isKv = data?.['type'] === 'kv' || data?.['type'] === 'generic';
    return { path, version: isKv ? (typeof version === 'string' ? version : '1') : null };
  }

  /** With the session's token, and once more with a new one where a login may have ended. */
  async function asked(where: VaultServer, path: string): Promise<VaultAnswer> {
    const { token, mayBeOver } = await session.token(where);
    const answer = await askVault(where, path, { token }, reach);
    if (answer.status !== 403 || !mayBeOver || hasRenewed) return answer;
    hasRenewed = true;
    return askVault(where, path, { token: (await session.token(where, true)).token }, reach);
  }
}
