import { useState, type ReactNode } from 'react';
import { SettingLine } from './lines.tsx';
import { useSaving, type SettingName } from './saving.tsx';

/** A setting that is typed; it is kept when the field is left or Enter is pressed. */
export function TypedLine({
  value,
  problemOf,
  onKeep,
  mono = false,
  placeholder,
  wide = true,
  isLong = false,
  ...line
}: {
  of: SettingName | null;
  label: string;
  hint?: ReactNode;
  value: string;
  /** What is wrong with it as typed, in a sentence; null when it can be kept. */
  problemOf?(typed: string): string | null;
  onKeep(typed: string): void;
  mono?: boolean;
  placeholder?: string;
  wide?: boolean;
  /** Of several lines. */
  isLong?: boolean;
}) {
  const { whyNot } = useSaving();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? value;
  const problem = typed === null ? null : (problemOf?.(typed) ?? null);
  const keep = () => {
    if (typed === null || problem !== null) return;
    if (typed !== value) onKeep(typed);
    setTyped(null);
  };
  return (
    <SettingLine {...line} wide={wide} problem={problem}>
      {(ids) => {
        const field = {
          ...ids,
          disabled: whyNot !== null,
          value: text,
          autoComplete: 'off',
          spellCheck: false,
          maxLength: 4096,
          onBlur: keep,
          ...(placeholder !== undefined && { placeholder }),
        };
        return isLong ? (
          <textarea
            {...field}
            rows={3}
            className="paste mono"
            onChange={({ target }) => setTyped(target.value)}
          />
        ) : (
          <input
            {...field}
            className={mono ? 'input mono' : 'input'}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') keep();
            }}
          />
        );
      }}
    </SettingLine>
  );
}
