import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { KeywatchError } from '../../src-shared/errors.ts';
import { parseDuration, parseExpiry } from '../../src-shared/duration.ts';
import { say } from '../../src-shared/say.ts';
import { longDate, relativeTime } from '../../src-shared/times.ts';
import { Glyph } from '../parts/glyph.tsx';

/** A labelled field with its hint; a problem takes the hint's place. */
export function Field({
  label,
  hint,
  problem = null,
  children,
}: {
  label: string;
  hint?: ReactNode;
  problem?: string | null;
  children(ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }): ReactNode;
}) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': hintId, 'aria-invalid': problem !== null })}
      <span id={hintId} className={problem === null ? 'hint' : 'hint problem'} aria-live="polite">
        {problem !== null && <Glyph shape="triangle" tone="warn" />}
        {problem ?? hint}
      </span>
    </div>
  );
}

/** A field of one line. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  problem = null,
  ...rest
}: {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: ReactNode;
  problem?: string | null;
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'>) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => (
        <input
          {...rest}
          {...ids}
          className="input"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What a person typed into a field, understood or not. */
export interface Said<T> {
  /** Undefined: left empty. */
  readonly value: T | undefined;
  readonly problem: string | null;
}

function understand<T>(text: string, read: (text: string) => T, problem: string): Said<T> {
  if (text.trim() === '') return { value: undefined, problem: null };
  try {
    return { value: read(text), problem: null };
  } catch (error) {
    if (error instanceof KeywatchError) return { value: undefined, problem };
    throw error;
  }
}

/** When something ends, as typed: a date or a time from now. Epoch ms. */
export function saidEnd(text: string, now: number): Said<number> {
  return understand(
    text,
    (typed) => parseExpiry(typed, now),
    say('Not a date. Try 1 March 2027, or 90 days.'),
  );
}

/** A first day, as typed: a date that is not ahead. Epoch ms. */
export function saidFirstDay(text: string, now: number): Said<number> {
  const said = saidEnd(text, now);
  if (said.value === undefined || said.value <= now) return said;
  return { value: undefined, problem: say('This day is still to come. Leave it empty for today.') };
}

/** A length of time, as typed; "90 days" as well as "90d". Milliseconds. */
export function saidLength(text: string): Said<number> {
  return understand(
    text.replace(/\s*days?\s*$/i, 'd'),
    parseDuration,
    say('Not a duration. Try 30d, 1h30m or 500ms; a bare number is days.'),
  );
}

/** "1 February 2027, in 76 days" */
export function dateInWords(at: number, now: number): string {
  return say('{date}, {when}', inWords(at, now));
}

/** The two halves of that, for a sentence. */
export function inWords(at: number, now: number): { date: string; when: string } {
  return { date: longDate(at, now), when: relativeTime(at, now) };
}

/** Below a field for an end: what was understood, or what it means to leave it empty. */
export function endHint({ value }: Said<number>, now: number): string {
  return value === undefined ? say('Empty means no date.') : say('{date}, {when}.', inWords(value, now));
}
