import { say } from '../../src-shared/say.ts';
import type { AddWay, KeyWay } from '../store/view.ts';

const ways: readonly { readonly id: AddWay; readonly name: string }[] = [
  { id: 'key', name: say('Key') },
  { id: 'reference', name: say('Reference') },
  { id: 'setup-token', name: say('Setup token') },
  { id: 'no-key', name: say('No key') },
];

/** The ways to add a credential. */
export function Ways({ way, onChange }: { way: AddWay; onChange(way: AddWay): void }) {
  return (
    <div className="segments big" role="group" aria-label={say('How to add')}>
      {ways.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={id === way} onClick={() => onChange(id)}>
          {name}
        </button>
      ))}
    </div>
  );
}

/** How a reference to each place begins, and how it is written. */
const forms: readonly { readonly scheme: string; readonly form: string }[] = [
  { scheme: 'env:', form: 'env:NAME' },
  { scheme: 'file:', form: 'file:/path#/pointer' },
  { scheme: 'exec:', form: 'exec:/command' },
  { scheme: 'login:', form: 'login:claude-code' },
  { scheme: 'op://', form: 'op://vault/item/field' },
  { scheme: 'vault:', form: 'vault:mount/path#field' },
  { scheme: 'bws:', form: 'bws:ID' },
  { scheme: 'aws-sm:', form: 'aws-sm:NAME#field' },
  { scheme: 'infisical:', form: 'infisical:PROJECT/ENV/NAME' },
  { scheme: 'pass:', form: 'pass:NAME' },
];

/** What stands in the field for a reference that is still empty. */
export const referenceForms = 'env:NAME   op://vault/item/field   vault:mount/path#field';

/** The field that each way is pasted into. */
export const pasteFields: Readonly<
  Record<KeyWay, { label: string; placeholder: string; multiline: boolean }>
> = {
  key: {
    label: say('Paste a key'),
    placeholder: say(
      'Paste a key, or drop its file: it is cleaned and recognised, and tested before it is kept',
    ),
    multiline: true,
  },
  reference: {
    label: say('Reference'),
    placeholder: referenceForms,
    multiline: false,
  },
  'setup-token': { label: say('Paste the setup token'), placeholder: 'sk-ant-oat01-…', multiline: true },
};

/** Where else a secret may lie. */
export function Elsewhere({ onChoose }: { onChoose(scheme: string): void }) {
  return (
    <div className="aside">
      {say('Kept elsewhere? Refer to it:')}
      <span className="picks">
        {forms.map(({ scheme, form }) => (
          <button key={scheme} type="button" className="chip" title={form} onClick={() => onChoose(scheme)}>
            {scheme}
          </button>
        ))}
      </span>
    </div>
  );
}
