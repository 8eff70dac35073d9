import { useState } from 'react';
import type { NewRelayToken, RelayToken } from '../../src-shared/contract-relay.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { say } from '../../src-shared/say.ts';
import { endHint, Field, saidEnd, TextField } from '../add/field.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { useAsk } from '../store/use-ask.ts';
import { saidCount, saidNames, saidPages, tokenNameProblem } from './said-token.ts';

/** Makes an access token: for which tool, and how far it reaches. */
export function AddToken({
  providers,
  onMade,
  onDone,
  onClose,
}: {
  /** Those of which a key is stored. */
  providers: readonly string[];
  onMade(made: NewRelayToken): void;
  onDone(): void;
  onClose(): void;
}) {
  const [now] = useState(() => Date.now());
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState({ perMinute: '', perDay: '', expires: '', agents: '', pages: '' });
  const [failover, setFailover] = useState<RelayToken['failover']>('mend');
  const { ask, asking, failure } = useAsk();
  const set = (field: keyof typeof typed) => (text: string) => setTyped({ ...typed, [field]: text });

  const perMinute = saidCount(typed.perMinute, 100_000);
  const perDay = saidCount(typed.perDay, 10_000_000);
  const expires = saidEnd(typed.expires, now);
  const agents = saidNames(typed.agents);
  const pages = saidPages(typed.pages);
  const nameProblem = name === '' ? null : tokenNameProblem(name);
  const problems = [perMinute, perDay, expires, agents, pages].filter(({ problem }) => problem !== null);
  const missing =
    name === ''
      ? say('Give it a name first')
      : nameProblem !== null || problems.length > 0
        ? say('One field is not understood')
        : null;

  const make = async () => {
    if (missing !== null || asking) return;
    const made = await ask((client) =>
      client.relay.addToken({
        name,
        failover,
        ...(chosen.size > 0 && { providers: [...chosen] }),
        ...(perMinute.value !== undefined && { perMinute: perMinute.value }),
        ...(perDay.value !== undefined && { perDay: perDay.value }),
        ...(expires.value !== undefined && { expiresAt: expires.value }),
        ...(agents.value !== undefined && { agents: agents.value }),
        ...(pages.value !== undefined && { origins: pages.value }),
      }),
    );
    if (made !== null) onMade(made);
  };
  const choose = (provider: string, isOn: boolean) =>
    setChosen(new Set(isOn ? [...chosen, provider] : [...chosen].filter((each) => each !== provider)));

  return (
    <DialogPage
      title={say('Make an access token')}
      onBack={onDone}
      onClose={onClose}
      says={<DialogSays failure={failure?.message ?? null} otherwise={missing ?? say('It is shown once')} />}
      acts={
        <DialogActs
          words={asking ? say('Making it') : say('Make the token')}
          isDisabled={missing !== null || asking}
          onCancel={onDone}
          onSave={make}
        />
      }
    >
      <form
        className="token-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <div className="pair">
          <TextField
            label={say('Name')}
            value={name}
            onChange={setName}
            autoFocus
            maxLength={64}
            spellCheck={false}
            hint={say('Of the tool: one word, like aider.')}
            problem={nameProblem}
          />
          <TextField
            label={say('Expires')}
            value={typed.expires}
            onChange={set('expires')}
            hint={endHint(expires, now)}
            problem={expires.problem}
          />
        </div>
        {providers.length > 1 && (
          <fieldset className="of-providers">
            <legend>{say('Providers')}</legend>
            <div>
              {providers.map((provider) => (
                <label key={provider} className="agree">
                  <input
                    type="checkbox"
                    className="tick"
                    checked={chosen.has(provider)}
                    onChange={({ target }) => choose(provider, target.checked)}
                  />
                  <span>{providerName(provider)}</span>
                </label>
              ))}
            </div>
            <p className="hint">
              {chosen.size === 0
                ? say('None is ticked: it is for every provider, those to come too.')
                : say('For these alone.')}
            </p>
          </fieldset>
        )}
        <div className="pair">
          <TextField
            label={say('Requests a minute')}
            value={typed.perMinute}
            onChange={set('perMinute')}
            inputMode="numeric"
            hint={say('Empty means no limit.')}
            problem={perMinute.problem}
          />
          <TextField
            label={say('Requests a day')}
            value={typed.perDay}
            onChange={set('perDay')}
            inputMode="numeric"
            hint={say('The day is that of UTC.')}
            problem={perDay.problem}
          />
        </div>
        <details className="fold">
          <summary>{say('More')}</summary>
          <Field label={say('The next key serves')}>
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={failover}
                onChange={({ target }) => setFailover(target.value === 'limits' ? 'limits' : 'mend')}
              >
                <option value="mend">{say('whenever it could do better')}</option>
                <option value="limits">{say('at limits and used-up credit alone')}</option>
              </select>
            )}
          </Field>
          <TextField
            label={say('Agents')}
            value={typed.agents}
            onChange={set('agents')}
            spellCheck={false}
            hint={say('By whose own orders it may be served, with commas between them.')}
            problem={agents.problem}
          />
          <TextField
            label={say('Web pages')}
            value={typed.pages}
            onChange={set('pages')}
            spellCheck={false}
            placeholder="http://localhost:5173"
            hint={say('That may use it, with commas between them; without one, none may.')}
            problem={pages.problem}
          />
        </details>
        <button type="submit" hidden />
      </form>
    </DialogPage>
  );
}
