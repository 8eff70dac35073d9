import { useRef, useState, type RefObject } from 'react';
import { say } from '../../src-shared/say.ts';
import { Glyph } from '../parts/glyph.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { strengthOf, strengthWords, type Strength } from './strength.ts';

/** A passphrase that is chosen: what may be known of it while it is typed, and the way to it. */
export interface NewPassphrase {
  readonly first: RefObject<HTMLInputElement | null>;
  readonly second: RefObject<HTMLInputElement | null>;
  readonly strength: Strength;
  readonly repeated: 'empty' | 'different' | 'same';
  /** What is missing, in a few words; null once it can be used. */
  readonly missing: string | null;
  look(): void;
  /** The passphrase itself; read when it is sent, never before. */
  read(): string;
}

/** Both fields of a passphrase that is chosen. */
export function useNewPassphrase(): NewPassphrase {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [strength, setStrength] = useState<Strength>('none');
  const [repeated, setRepeated] = useState<NewPassphrase['repeated']>('empty');
  const read = () => first.current?.value ?? '';
  return {
    first,
    second,
    strength,
    repeated,
    missing:
      strength === 'none'
        ? say('Nothing typed yet')
        : strength === 'short'
          ? say('It is too short')
          : repeated === 'same'
            ? null
            : repeated === 'empty'
              ? say('Type it once more')
              : say('The two differ'),
    look() {
      const again = second.current?.value ?? '';
      setStrength(strengthOf(read()));
      setRepeated(again === '' ? 'empty' : again === read() ? 'same' : 'different');
    },
    read,
  };
}

/** Typed twice, judged while it is typed. */
export function NewPassphraseFields({
  passphrase,
  autoFocus = false,
}: {
  passphrase: NewPassphrase;
  autoFocus?: boolean;
}) {
  const { first, second, strength, repeated, look } = passphrase;
  const judged = strengthWords[strength];
  return (
    <div className="pair">
      <SecretField
        label={say('Passphrase')}
        box={first}
        onInput={look}
        autoFocus={autoFocus}
        hint={
          judged === null ? (
            say('Several unrelated words are easy to type and hard to guess.')
          ) : (
            <span className="judged">
              <Glyph shape={judged.glyph} tone={judged.tone} />
              {judged.words}
            </span>
          )
        }
      />
      <SecretField
        label={say('Once more')}
        box={second}
        onInput={look}
        hint={repeated === 'same' ? say('The same.') : say('Nobody can tell you what it was.')}
        problem={repeated === 'different' ? say('Not the same yet.') : null}
      />
    </div>
  );
}
