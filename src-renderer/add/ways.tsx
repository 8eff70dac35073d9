import { say } from '../../src-shared/say.ts';
import type { AddWay } from '../store/view.ts';

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

export const schemes = ['op://', 'env:', 'file:', 'exec:', 'login:'] as const;

/** Where else a secret may lie. */
export function Elsewhere({ onChoose }: { onChoose(scheme: string): void }) {
  return (
    <div className="aside">
      {say('Kept elsewhere? Refer to it:')}
      <span className="picks">
        {schemes.map((scheme) => (
          <button key={scheme} type="button" className="chip" onClick={() => onChoose(scheme)}>
            {scheme}
          </button>
        ))}
      </span>
    </div>
  );
}
