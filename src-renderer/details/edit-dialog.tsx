import { useState } from 'react';
import type { EditInput } from '../../src-shared/contract-input.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { typedNames } from '../../src-shared/list.ts';
import { language, say } from '../../src-shared/say.ts';
import { shortDate, span } from '../../src-shared/times.ts';
import { baseUrlProblem, nameProblem, refusedField } from '../add/add-words.ts';
import { dateInWords, Field, saidEnd, saidLength, TextField } from '../add/field.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { useDesk, useHeld, useProfile, useProvider } from '../store/desk.ts';
import { met, type Met } from '../store/errors.ts';

/** Changes what is known of a profile beside its secret. */
export function EditDialog({ id }: { id: string }) {
  const profile = useProfile(id);
  return profile === undefined ? null : <Edit profile={profile} />;
}

const dayMs = 86_400_000;

function Edit({ profile }: { profile: Profile }) {
  const desk = useDesk();
  const info = useProvider(profile.provider);
  const [first] = useState(() => wordsOf(profile));
  const [now] = useState(() => Date.now());
  const [words, setWords] = useState(first);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Met | null>(null);
  const put = (change: Partial<typeof first>) => {
    setFailure(null);
    setWords((before) => ({ ...before, ...change }));
  };
  const ends = saidEnd(words.expires, now);
  const rotate = saidLength(words.rotate);
  const asks = saidTimes(words.asks);
  const everybody = useHeld(desk.picture.settings)?.probesPerDay ?? profile.probing.budget;
  const owned = profile.expiry.renewedBy !== null;
  const close = () => desk.view.over.set(null);
  const changed = new Set(fieldsOf(first).filter((key) => words[key] !== first[key]));
  const missing =
    words.name.trim() === ''
      ? say('It needs a name')
      : (nameProblem(words.name) ??
            ends.problem ??
            rotate.problem ??
            asks.problem ??
            baseUrlProblem(words.baseUrl)) === null
        ? null
        : say('A field cannot be read');

  const save = async () => {
    const link = desk.connection.get();
    const input: EditInput = {
      id: profile.id,
      ...(changed.has('name') && { name: words.name.trim() }),
      ...(changed.has('expires') && { expiresAt: ends.value ?? null }),
      ...(changed.has('rotate') && { rotateEveryMs: rotate.value ?? null }),
      ...(changed.has('asks') && { probesPerDay: asks.value }),
      ...(changed.has('baseUrl') && { baseUrl: words.baseUrl.trim() === '' ? null : words.baseUrl.trim() }),
      ...(changed.has('tags') && { tags: typedNames(words.tags) }),
      ...(changed.has('notes') && { notes: words.notes === '' ? null : words.notes }),
    };
    setSaving(true);
    setFailure(null);
    try {
      if (link.phase !== 'connected') throw new Error('No connection.');
      await link.client.profiles.edit(input);
      close();
    } catch (error) {
      setSaving(false);
      setFailure(met(error));
    }
  };

  return (
    <Dialog
      title={say('Edit {name}', { name: profile.name })}
      onClose={close}
      onEnter={() => void (missing === null && changed.size > 0 && !saving && save())}
      says={<DialogSays failure={failure?.message ?? null} otherwise={missing ?? ''} />}
      acts={
        <DialogActs
          words={saving ? say('Saving') : say('Save')}
          isDisabled={missing !== null || changed.size === 0 || saving}
          onCancel={close}
          onSave={save}
        />
      }
    >
      <div className="pair">
        <TextField
          label={say('Name')}
          value={words.name}
          onChange={(name) => put({ name })}
          hint={<span className="mono cut">{profile.id}</span>}
          problem={nameProblem(words.name) ?? (failure === null ? null : refusedField(failure, 'name'))}
        />
        {owned ? (
          <TextField
            label={say('Expires')}
            value={shortDate(profile.expiry.expiresAt)}
            onChange={() => undefined}
            readOnly
            hint={say('Its owner renews it.')}
          />
        ) : (
          <TextField
            label={say('Expires')}
            placeholder={say('a date, or 365 days')}
            value={words.expires}
            onChange={(expires) => put({ expires })}
            hint={ends.value === undefined ? say('Empty means no date.') : dateInWords(ends.value, now)}
            problem={ends.problem}
          />
        )}
        <TextField
          label={say('Tags')}
          placeholder={say('work, nightly')}
          value={words.tags}
          onChange={(tags) => put({ tags })}
          hint={say('With commas between.')}
        />
        <TextField
          label={say('Ask for a new key every')}
          placeholder={typedDays(90)}
          value={words.rotate}
          onChange={(text) => put({ rotate: text })}
          hint={
            rotate.value === undefined
              ? say('Empty means never.')
              : say('Every {interval}.', { interval: span(rotate.value) })
          }
          problem={rotate.problem}
        />
        <TextField
          label={say('Checks a day')}
          placeholder={String(everybody)}
          value={words.asks}
          onChange={(text) => put({ asks: text })}
          hint={
            asks.value === null
              ? say('Empty means at most {count}, as for all keys.', { count: everybody })
              : say('At most; a check that you ask for counts, and is never refused.')
          }
          problem={asks.problem}
        />
      </div>
      {(info?.needsBaseUrl === true || profile.baseUrl !== null) && (
        <TextField
          label={say('Base URL')}
          placeholder="https://gateway.example/v1"
          value={words.baseUrl}
          onChange={(baseUrl) => put({ baseUrl })}
          hint={say('https, or http on this computer.')}
          problem={baseUrlProblem(words.baseUrl)}
        />
      )}
      <Field label={say('Notes')}>
        {(ids) => (
          <textarea
            {...ids}
            className="paste"
            rows={3}
            maxLength={4000}
            value={words.notes}
            onChange={(event) => put({ notes: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}

// What stands in a field is read again when it is saved: words in English, else signs that every language types.
const typedDays = (count: number) => (language() === 'en' ? `${count} days` : `${count}d`);

const two = (part: number) => String(part).padStart(2, '0');

function typedDate(at: number): string {
  if (language() === 'en') return shortDate(at);
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A profile as the words of its form. */
function wordsOf(profile: Profile) {
  const { name, expiry, rotateEveryMs, probing, baseUrl, tags, notes } = profile;
  return {
    name,
    expires: expiry.expiresAt === null ? '' : typedDate(expiry.expiresAt),
    rotate: rotateEveryMs === null ? '' : typedDays(Math.round(rotateEveryMs / dayMs)),
    asks: probing.ownBudget === null ? '' : String(probing.ownBudget),
    baseUrl: baseUrl ?? '',
    tags: tags.join(', '),
    notes: notes ?? '',
  };
}

/** A number of questions a day as typed; null for none. */
function saidTimes(text: string): { value: number | null; problem: string | null } {
  const typed = text.trim();
  if (typed === '') return { value: null, problem: null };
  const times = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  return times >= 1 && times <= 96
    ? { value: times, problem: null }
    : { value: null, problem: say('A whole number from 1 to 96.') };
}

function fieldsOf(words: ReturnType<typeof wordsOf>): (keyof typeof words)[] {
  return Object.keys(words) as (keyof typeof words)[];
}
