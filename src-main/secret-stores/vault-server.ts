import type { Settings } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { isLoopback } from '../providers/base-url.ts';
import type { Reach } from './store.ts';
import { storeError, type StoreWords } from './trouble.ts';

/** A Vault or an OpenBao as it is asked. */
export interface VaultServer {
  /** What messages call it. */
  name: string;
  /** Its origin and path, without a slash at the end. */
  base: string;
  namespace: string | null;
  /** The certificates, in PEM, that it is believed by beside the machine's. */
  ca: string | null;
}

const notSetUp = (what: string, remedy: string) => storeError('vault', 'not_set_up', { what, remedy });

/**
 * The server that was set, or that its own variables name (https://developer.hashicorp.com/vault/docs/commands#environment-variables,
 * https://openbao.org/docs/commands/#environment-variables). Throws `not_set_up`.
 */
export async function vaultServer({ env, files, vaultServer: set }: Reach): Promise<VaultServer> {
  const given = set();
  const told = (name: string) => env[`BAO_${name}`]?.trim() || env[`VAULT_${name}`]?.trim() || null;
  const address = given?.address ?? told('ADDR');
  if (address === null)
    throw notSetUp(
      telling('nobody said where Vault is'),
      telling(
        'give its address: in the settings, by keywatch store vault ADDRESS, or as VAULT_ADDR where Keywatch runs',
      ),
    );
  const { url, problem } = addressOf(address);
  if (url === null) throw storeError('vault', 'not_set_up', problem);
  const caFile = given?.caFile ?? told('CACERT');
  return {
    name: `Vault (${url.host})`,
    base: url.origin + url.pathname.replace(/\/+$/, ''),
    namespace: given?.namespace ?? told('NAMESPACE'),
    ca: caFile === null ? null : await certificates(caFile, files),
  };
}

/** Refuses a server that could not be asked. Throws `invalid_input`. */
export function checkVaultServer(set: Settings['vaultServer']): void {
  const { url, problem } = set === null ? { url: undefined } : addressOf(set.address);
  if (url !== null) return;
  const { what, remedy } = problem;
  throw new KeywatchError(
    'invalid_input',
    telling('{what}; Vault is asked as before; {remedy}.', { what, remedy }),
  );
}

type Address = { url: URL; problem?: never } | { url: null; problem: StoreWords };

function addressOf(text: string): Address {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || !isHttp || url.username !== '' || url.password !== '')
    return {
      url: null,
      problem: {
        what: telling('the address of Vault is no web address'),
        remedy: telling('write it like https://vault.example:8200'),
      },
    };
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return {
      url: null,
      problem: {
        what: telling('Vault at {host} would be asked without encryption, and its secrets read on the way', {
          host: url.host,
        }),
        remedy: telling('give it a certificate, and its address as https://…'),
      },
    };
  return { url };
}

async function certificates(path: string, files: Reach['files']): Promise<string> {
  const text = await files.read(path).catch((error: unknown) => {
    if (!(error instanceof KeywatchError)) throw error;
    return '';
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw notSetUp(
    telling('{path} holds no certificates that Vault could be believed by', { path }),
    telling('name a file of certificates in PEM'),
  );
}
