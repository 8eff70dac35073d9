import { say } from '../../src-shared/say.ts';
import type { Api } from '../../src-shared/words.ts';
import { apis } from '../../src-shared/words.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { Field } from './field.tsx';
import { ProviderPicker } from './provider-picker.tsx';

/** Whose credential it is, where its form does not tell; likely ones first. */
export function ChooseProvider({
  value,
  onChange,
  likely,
}: {
  value: string;
  onChange(provider: string): void;
  likely: readonly string[];
}) {
  const all = [...useHeld(useDesk().providers).values()];
  return (
    <Field label={say('Provider')} hint={say('It is tested only at the one you choose.')}>
      {({ 'aria-invalid': _fine, ...ids }) => (
        <ProviderPicker {...ids} autoFocus all={all} likely={likely} value={value} onChange={onChange} />
      )}
    </Field>
  );
}
const apiNames: Readonly<Record<Api, string>> = { openai: 'OpenAI', anthropic: 'Anthropic' };

/** How a server of one's own is spoken to. */
export function ChooseApi({ value, onChange }: { value: Api; onChange(api: Api): void }) {
  return (
    <Field label={say('Speaks like')} hint={say('Most servers of one’s own speak like OpenAI.')}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={value}
          onChange={(event) => onChange(apis.find((api) => api === event.target.value) ?? 'openai')}
        >
          {apis.map((api) => (
            <option key={api} value={api}>
              {apiNames[api]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
