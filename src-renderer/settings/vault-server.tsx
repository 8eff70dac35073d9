import { useState } from 'react';
import type { VaultServerSetting } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { unsetVaultServer } from '../../src-shared/vault-server.ts';
import { ChoiceLine, Group } from './lines.tsx';
import { useSaving } from './saving.tsx';
import { TypedLine } from './typed-line.tsx';

/** Who a Vault is asked as. */
type Way = 'variables' | 'role' | 'token';
type FieldName = keyof VaultServerSetting;

const wayOf = ({ roleId, secretIdAt, tokenAt }: VaultServerSetting): Way =>
  roleId !== null || secretIdAt !== null ? 'role' : tokenAt !== null ? 'token' : 'variables';

/** A role goes before a token, and either before the variables. */
const noRole = { roleId: null, roleMount: null, secretIdAt: null };
const cleared: Readonly<Record<Way, Partial<VaultServerSetting>>> = {
  variables: { ...noRole, tokenAt: null },
  role: { tokenAt: null },
  token: noRole,
};

const ways: readonly { readonly value: Way; readonly name: string }[] = [
  { value: 'variables', name: say('As its variables say') },
  { value: 'role', name: say('By a role (AppRole)') },
  { value: 'token', name: say('By a token') },
];

const wayHints: Readonly<Record<Way, string>> = {
  variables: say('VAULT_ROLE_ID, VAULT_TOKEN, or the token that vault login left.'),
  role: say('Keywatch logs in by it, and keeps the token in memory alone.'),
  token: say('It is read where it lies whenever Vault is asked.'),
};

interface FieldWords {
  readonly field: Exclude<FieldName, 'address'>;
  readonly label: string;
  readonly hint: string;
  readonly problemOf?: (typed: string) => string | null;
}

/** A secret is never kept here: only where it lies (docs/secret-stores.md). */
const placeProblem = (typed: string) =>
  typed.trim() === '' || /^(?:env|file):./.test(typed.trim())
    ? null
    : say('Not the secret itself, but where it lies: file:/path or env:NAME.');

const mountProblem = (typed: string) =>
  typed.trim() === '' || /^[\w-]+(?:\/[\w-]+)*$/.test(typed.trim())
    ? null
    : say('A path like approle or teams/approle, without a slash at its ends.');

const ofWay: Readonly<Record<Way, readonly FieldWords[]>> = {
  variables: [],
  role: [
    { field: 'roleId', label: say('Role id'), hint: say('As Vault gave it.') },
    {
      field: 'secretIdAt',
      label: say('The secret id lies at'),
      hint: say('file:/path or env:NAME. It is read there and not kept.'),
      problemOf: placeProblem,
    },
    {
      field: 'roleMount',
      label: say('AppRole is mounted at'),
      hint: say('Empty means at approle.'),
      problemOf: mountProblem,
    },
  ],
  token: [
    {
      field: 'tokenAt',
      label: say('The token lies at'),
      hint: say('file:/path or env:NAME. It is read there and not kept.'),
      problemOf: placeProblem,
    },
  ],
};

const always: readonly FieldWords[] = [
  { field: 'namespace', label: say('Namespace'), hint: say('Empty means as VAULT_NAMESPACE says.') },
  {
    field: 'caFile',
    label: say('Certificates'),
    hint: say('A file in PEM that it is believed by, beside those of this computer.'),
  },
];

/** Which Vault or OpenBao references like `vault:…` lead to, and who asks it. */
export default function VaultServer() {
  const { settings, set } = useSaving();
  const { vaultServer: now } = settings;
  const [chosen, setChosen] = useState<Way | null>(null);
  const [changed, setChanged] = useState<FieldName | null>(null);
  const way = chosen ?? wayOf(now ?? unsetVaultServer);

  const keep = (field: FieldName | null, change: Partial<VaultServerSetting>) => {
    setChanged(field);
    const next = { ...unsetVaultServer, ...now, ...change };
    void set({ vaultServer: next.address === '' ? null : next }, 'vaultServer');
  };
  // What was refused is said in the one line that was changed.
  const of = (field: FieldName | null) => (changed === field ? 'vaultServer' : null);
  return (
    <Group title={say('Vault and OpenBao')}>
      <p className="soft">
        {say(
          'Where references that begin with vault: are read. Other stores are asked by their own programs.',
        )}
      </p>
      <TypedLine
        of={of('address')}
        label={say('Address')}
        hint={say('https, or http to this computer. Empty means as VAULT_ADDR says.')}
        value={now?.address ?? ''}
        mono
        placeholder="https://vault.example:8200"
        onKeep={(typed) => keep('address', { address: typed.trim() })}
      />
      {now !== null && (
        <>
          <ChoiceLine
            of={of(null)}
            label={say('It is asked')}
            hint={wayHints[way]}
            value={way}
            options={ways}
            onChoose={(next) => {
              setChosen(next);
              keep(null, cleared[next]);
            }}
          />
          <div className="of-way">
            {ofWay[way].map((words) => (
              <ServerLine key={words.field} words={words} of={of(words.field)} set={now} onKeep={keep} />
            ))}
          </div>
          {always.map((words) => (
            <ServerLine key={words.field} words={words} of={of(words.field)} set={now} onKeep={keep} />
          ))}
        </>
      )}
    </Group>
  );
}

function ServerLine({
  words: { field, ...words },
  of,
  set,
  onKeep,
}: {
  words: FieldWords;
  of: 'vaultServer' | null;
  set: VaultServerSetting;
  onKeep(field: FieldName, change: Partial<VaultServerSetting>): void;
}) {
  return (
    <TypedLine
      {...words}
      of={of}
      value={set[field] ?? ''}
      mono
      onKeep={(typed) => onKeep(field, { [field]: typed.trim() === '' ? null : typed.trim() })}
    />
  );
}
