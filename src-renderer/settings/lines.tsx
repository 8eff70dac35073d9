import { useId, type ReactNode } from 'react';
import { say } from '../../src-shared/say.ts';
import { Glyph } from '../parts/glyph.tsx';
import { useSaving, type SettingName } from './saving.tsx';

interface Ids {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

/** One setting: what it is and means, and beside it what it is set to. What was refused is said here. */
export function SettingLine({
  of,
  label,
  hint,
  problem = null,
  wide = false,
  children,
}: {
  /** Null where what was refused is said in another line. */
  of: SettingName | null;
  label: string;
  hint?: ReactNode;
  /** What is wrong with what was typed. */
  problem?: string | null;
  /** What is set takes a line of its own. */
  wide?: boolean;
  children(ids: Ids): ReactNode;
}) {
  const id = useId();
  const { last } = useSaving();
  const refused = last?.came === 'refused' && last.of === of ? last.why : null;
  const wrong = problem ?? refused;
  return (
    <div className={wide ? 'setting wide' : 'setting'}>
      <div>
        <label htmlFor={id}>{label}</label>
        <span
          id={`${id}-hint`}
          className={wrong === null ? 'hint' : 'hint problem'}
          {...(wrong !== null && { role: 'alert' })}
        >
          {wrong !== null && <Glyph shape="triangle" tone="warn" />}
          {wrong ?? hint}
        </span>
      </div>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': wrong !== null })}
    </div>
  );
}

/** A setting with a few values to choose from. */
export function ChoiceLine<T extends string>({
  value,
  options,
  onChoose,
  ...line
}: {
  of: SettingName | null;
  label: string;
  hint?: ReactNode;
  value: T;
  options: readonly { readonly value: T; readonly name: string; readonly lang?: string }[];
  onChoose(value: T): void;
}) {
  const { whyNot } = useSaving();
  return (
    <SettingLine {...line}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          disabled={whyNot !== null}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find((option) => option.value === target.value);
            if (chosen !== undefined) onChoose(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </SettingLine>
  );
}

/** A setting that holds or does not. */
export function TickLine({
  of,
  label,
  hint,
  isOn,
  onTick,
  always = false,
}: {
  of: SettingName | null;
  label: string;
  hint?: ReactNode;
  isOn: boolean;
  onTick(isOn: boolean): void | Promise<void>;
  /** It does not lie in the vault. */
  always?: boolean;
}) {
  const { whyNot } = useSaving();
  return (
    <div className="is-tick">
      <SettingLine of={of} label={label} hint={hint}>
        {(ids) => (
          <input
            {...ids}
            type="checkbox"
            className="tick"
            checked={isOn}
            disabled={whyNot !== null && !always}
            onChange={({ target }) => void onTick(target.checked)}
          />
        )}
      </SettingLine>
    </div>
  );
}

/** Something that is so, or is done elsewhere: what it is, how it stands, and one act. */
export function FactLine({
  label,
  hint,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="setting">
      <div>
        <span className="label">{label}</span>
        {hint !== undefined && <span className="hint">{hint}</span>}
      </div>
      {children}
    </div>
  );
}

/** Several settings under one head. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-group" aria-label={title}>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

/** What the footer says of the last change. */
export function Came() {
  const { last, whyNot } = useSaving();
  if (last?.came === 'refused')
    return (
      <span className="ink-bad" role="alert">
        {say('Not kept: it stays as it was.')}
      </span>
    );
  return (
    <span role="status">
      {last?.came === 'saved' ? (
        <span className="kept">
          <Glyph shape="check" tone="good" />
          {say('Kept')}
        </span>
      ) : last?.came === 'saving' ? (
        say('One moment')
      ) : whyNot === null ? (
        say('Every change is kept at once')
      ) : (
        say('Nothing can be changed now')
      )}
    </span>
  );
}
