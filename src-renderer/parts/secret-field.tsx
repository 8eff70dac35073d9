import { useState, type ReactNode, type Ref } from 'react';
import { say } from '../../src-shared/say.ts';
import { Field } from '../add/field.tsx';
import { Button } from './button.tsx';
import { Icon } from './glyph.tsx';

/**
 * A field for a passphrase or a code. What is typed stays in the field: no state of a component has it, and no
 * attribute of the document.
 */
export function SecretField({
  label,
  box,
  onInput,
  hint,
  problem = null,
  autoFocus = false,
  readable = false,
  isDisabled = false,
  placeholder,
}: {
  label: string;
  box: Ref<HTMLInputElement>;
  onInput?: () => void;
  hint?: ReactNode;
  problem?: string | null;
  autoFocus?: boolean;
  /** Shown as it is typed from the beginning, as for a code that is read off a sheet. */
  readable?: boolean;
  isDisabled?: boolean;
  placeholder?: string;
}) {
  const [shown, setShown] = useState(readable);
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => (
        <span className="secret-field">
          <input
            {...ids}
            ref={box}
            type={shown ? 'text' : 'password'}
            className={readable ? 'input mono' : 'input'}
            autoFocus={autoFocus}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={4096}
            disabled={isDisabled}
            {...(placeholder !== undefined && { placeholder })}
            onInput={onInput}
          />
          <Button
            look="quiet"
            size="small"
            icon
            aria-label={shown ? say('Hide: {label}', { label }) : say('Show: {label}', { label })}
            onPress={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </Button>
        </span>
      )}
    </Field>
  );
}
