import type { VaultServerSetting } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { unsetVaultServer } from '../../src-shared/vault-server.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done } from '../command.ts';
import { documentOf } from '../documents.ts';
import { plain } from '../plain-text.ts';

/** What each option sets, and what stands before it where it is shown. */
const options = {
  namespace: ['namespace', 'Namespace:'],
  'ca-file': ['caFile', 'Certificates:'],
  'role-id': ['roleId', 'Role:'],
  'role-mount': ['roleMount', 'AppRole at:'],
  'secret-id-at': ['secretIdAt', 'Secret id at:'],
  'token-at': ['tokenAt', 'Token at:'],
} as const satisfies Readonly<Record<string, readonly [keyof VaultServerSetting, string]>>;

export const storeVault: Command = {
  name: 'store vault',
  says: 'Where Vault or OpenBao is that vault:… references lead to, and who asks it',
  takes: '[ADDRESS | none]',
  words: { least: 0, most: 1 },
  options: {
    namespace: {
      type: 'string',
      value: 'NAME',
      says: 'The namespace to ask in; none for the one it has by itself.',
    },
    'ca-file': {
      type: 'string',
      value: 'PATH',
      says: 'Certificates in PEM that it is believed by; none for the machine’s.',
    },
    'role-id': { type: 'string', value: 'ID', says: 'Log in by AppRole with this role; none for a token.' },
    'role-mount': {
      type: 'string',
      value: 'PATH',
      says: 'Where AppRole is mounted, where that is not approle.',
    },
    'secret-id-at': {
      type: 'string',
      value: 'REF',
      says: 'Where the secret id of the role lies: file:/path or env:NAME.',
    },
    'token-at': {
      type: 'string',
      value: 'REF',
      says: 'Where a token lies, without a role: file:/path or env:NAME.',
    },
  },
  notes: [
    'Without a word it shows what is set. What is not set here is as VAULT_ADDR, VAULT_NAMESPACE and VAULT_CACERT say.',
    'Neither a secret id nor a token is kept: only where it lies. Without both, VAULT_TOKEN or ~/.vault-token is used.',
    'Every store and how a reference to it is written: docs/secret-stores.md.',
  ],
  async run(asked, host) {
    const [address] = asked.words;
    const isChange = address !== undefined || Object.keys(options).some((name) => asked.has(name));
    const client = await host.client(isChange ? undefined : { mayStayLocked: true });
    const { settings } = await client.settings.get({});
    if (!isChange) return shown(settings.vaultServer);
    const vaultServer = changed(settings.vaultServer, asked);
    await client.settings.set({ vaultServer });
    return shown(vaultServer);
  },
};

/** What is to hold from now on; null as its own variables say. */
function changed(before: VaultServerSetting | null, asked: Asked): VaultServerSetting | null {
  const [typed] = asked.words;
  const given = Object.entries(options).flatMap(([name, [field]]) => {
    const value = asked.text(name);
    return value === undefined ? [] : [[field, value === 'none' ? null : value] as const];
  });
  if (typed === 'none') {
    if (given.length === 0) return null;
    throw wrong('nothing follows none', 'leave the options out');
  }
  const address = typed ?? before?.address;
  if (address === undefined)
    throw wrong('no address is set', 'write keywatch store vault https://vault.example:8200 …');
  const set = { ...unsetVaultServer, ...before, ...Object.fromEntries(given), address };
  for (const place of [set.secretIdAt, set.tokenAt])
    if (place !== null && !/^(?:env|file):./.test(place))
      throw wrong('a secret is not kept here, only where it lies', 'say file:/path or env:NAME');
  return set;
}

function wrong(what: string, remedy: string): KeywatchError {
  return new KeywatchError('bad_usage', `${what}; nothing was changed; ${remedy}`);
}

function shown(vaultServer: VaultServerSetting | null): Done {
  return {
    document: documentOf('store-vault', { vaultServer }),
    lines: () =>
      vaultServer === null
        ? ['Vault is asked as VAULT_ADDR and its other variables say.']
        : [
            `Vault is asked at ${plain(vaultServer.address)}`,
            ...Object.values(options).flatMap(([field, word]) => {
              const value = vaultServer[field];
              return value === null ? [] : [`${word} ${plain(value)}`];
            }),
          ],
  };
}
