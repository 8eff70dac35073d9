import { useState } from 'react';
import { say } from '../../src-shared/say.ts';
import type { Api } from '../../src-shared/words.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActs } from '../parts/dialog-foot.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { met, type Met } from '../store/errors.ts';
import {
  baseUrlProblem,
  hostOf,
  nameProblem,
  refusedField,
  resultWords,
  serverMissing,
} from './add-words.ts';
import { ChooseApi } from './choose-provider.tsx';
import { Field, TextField } from './field.tsx';
import { isRefused, testFinding } from './findings.ts';
import { Says } from './says.tsx';
import type { Question } from './use-material.ts';
import { Ways } from './ways.tsx';

const notAsked: Question = { phase: 'not_asked' };

/** Adds a server that asks for no key: where it is and what it is called. */
export function AddServer() {
  const desk = useDesk();
  const { view, notices } = desk;
  const servers = [...useHeld(desk.providers).values()].filter(({ kinds }) => kinds.includes('none'));
  const [chosen, setChosen] = useState<string | null>(null);
  const [said, setName] = useState<string | null>(null);
  const [baseUrl, setBaseUrl] = useState('');
  const [api, setApi] = useState<Api>('openai');
  const [question, setQuestion] = useState(notAsked);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Met | null>(null);
  const info = servers.find(({ id }) => id === chosen) ?? servers[0] ?? null;
  const needsBaseUrl = info?.needsBaseUrl === true;
  const name = said ?? (info === null || needsBaseUrl ? say('Local server') : info.name);
  const speaksEither = (info?.apis.length ?? 0) > 1;
  const missing = serverMissing({ provider: info?.id ?? '', name, baseUrl, needsBaseUrl });
  const where = {
    provider: info?.id ?? '',
    kind: 'none',
    ...(baseUrl.trim() !== '' && { baseUrl: baseUrl.trim() }),
    ...(speaksEither && { api }),
  } as const;
  const close = () => view.back();
  const client = () => {
    const link = desk.connection.get();
    if (link.phase !== 'connected') throw new Error('No connection.');
    return link.client;
  };
  /** Another server was named: what the last one answered is not about it. */
  const elsewhere = () => {
    setQuestion(notAsked);
    setFailure(null);
  };

  const ask = async () => {
    setQuestion({ phase: 'asking' });
    try {
      setQuestion({ phase: 'answered', trial: await client().probes.trial(where) });
    } catch (error) {
      setQuestion({ phase: 'failed', message: met(error).message });
    }
  };
  const save = async () => {
    setSaving(true);
    setFailure(null);
    try {
      const { profile } = await client().profiles.add({ ...where, name: name.trim(), probe: true });
      view.over.set(null);
      view.details.set(profile.id);
      notices.show({ tone: 'good', text: say('{name} was added.', { name: profile.name }) });
    } catch (error) {
      setSaving(false);
      setFailure(met(error));
    }
  };

  const line = testFinding(
    question,
    hostOf(baseUrl.trim() === '' ? (info?.keylessBaseUrl ?? '') : baseUrl.trim(), null),
  );
  return (
    <Dialog
      title={say('Add credential')}
      onClose={close}
      onEnter={() => void (missing === null && !saving && save())}
      says={<Says missing={missing} failure={failure?.message ?? null} empty={false} kept="no_secret" />}
      acts={
        <DialogActs
          words={saving ? say('Adding') : resultWords(question, null)}
          isDisabled={missing !== null || saving}
          onCancel={close}
          onSave={save}
        />
      }
    >
      <Ways way="no-key" onChange={(way) => view.over.set({ kind: 'add', way, provider: null })} />
      <p className="soft">
        {say('A server of your own that asks for no key. Keywatch watches whether it answers.')}
      </p>
      {servers.length > 1 && (
        <Field label={say('Server')}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={info?.id ?? ''}
              onChange={(event) => {
                elsewhere();
                setChosen(event.target.value);
              }}
            >
              {servers.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <div className="pair">
        <TextField
          label={say('Base URL')}
          autoFocus
          placeholder={info?.keylessBaseUrl ?? 'http://localhost:8080'}
          value={baseUrl}
          onChange={(text) => {
            elsewhere();
            setBaseUrl(text);
          }}
          hint={
            needsBaseUrl ? say('https, or http on this computer.') : say('Empty means where it usually is.')
          }
          problem={baseUrlProblem(baseUrl)}
        />
        {speaksEither && (
          <ChooseApi
            value={api}
            onChange={(next) => {
              elsewhere();
              setApi(next);
            }}
          />
        )}
        <TextField
          label={say('Name')}
          value={name}
          onChange={(text) => {
            setFailure(null);
            setName(text);
          }}
          problem={nameProblem(name) ?? (failure === null ? null : refusedField(failure, 'name'))}
        />
      </div>
      {missing === null && (
        <div className="found">
          <ul className="ledger alone" aria-live="polite">
            <li>
              {line.glyph === 'turning' ? <Turning /> : <Glyph shape={line.glyph} tone={line.tone} />}
              <b>{line.verb}</b>
              <span>{isRefused(question) ? say('it asks for a key') : line.fact}</span>
              {question.phase !== 'asking' && (
                <Button look="link" onPress={() => void ask()}>
                  {question.phase === 'not_asked' ? say('Test') : say('Test again')}
                </Button>
              )}
            </li>
          </ul>
        </div>
      )}
    </Dialog>
  );
}
