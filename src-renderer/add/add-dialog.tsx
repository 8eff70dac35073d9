import { useState } from 'react';
import type { AddInput } from '../../src-shared/contract-input.ts';
import { setupTokenExpiry } from '../../src-shared/expiry.ts';
import { say } from '../../src-shared/say.ts';
import { longDate } from '../../src-shared/times.ts';
import type { Api } from '../../src-shared/words.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActs } from '../parts/dialog-foot.tsx';
import { useCoreState, useDesk, useHeld, useProvider } from '../store/desk.ts';
import { met, type Met } from '../store/errors.ts';
import type { AddWay, KeyWay } from '../store/view.ts';
import { ChooseApi, ChooseProvider } from './choose-provider.tsx';
import { endHint, inWords, saidEnd, saidFirstDay, TextField } from './field.tsx';
import { FoundBox, ManyFound } from './found-box.tsx';
import { mayBeAsked } from './findings.ts';
import {
  baseUrlProblem,
  hostOf,
  nameProblem,
  placeHint,
  refusedField,
  resultWords,
  whatIsMissing,
} from './add-words.ts';
import { PasteBox } from './paste-box.tsx';
import { SetupSteps } from './setup-steps.tsx';
import { Says } from './says.tsx';
import { useAutoTest, useHandedOver } from './use-auto-test.ts';
import { useMaterial } from './use-material.ts';
import { Elsewhere, pasteFields, Ways } from './ways.tsx';

/** What a person says beside the key. */
interface Words {
  readonly name: string | null;
  readonly provider: string | null;
  readonly expires: string;
  readonly firstDay: string;
  /** Null: as the paste gave it. */
  readonly baseUrl: string | null;
  readonly api: Api;
  readonly agreed: boolean;
}

/** Adds a credential: paste first, look, test, save. Saving never waits for the network. */
export function AddDialog({ way: firstWay, provider: hint }: { way: KeyWay; provider: string | null }) {
  const desk = useDesk();
  const { view, picture, notices } = desk;
  const profiles = useHeld(picture.profiles);
  const core = useCoreState();
  const material = useMaterial(hint);
  const { found, recognition } = material;
  const [way, setWay] = useState(firstWay);
  const [scheme, setScheme] = useState('');
  const [words, setWords] = useState<Words>(unsaid);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Met | null>(null);
  const [now] = useState(() => Date.now());
  const put = (change: Partial<Words>) => setWords((before) => ({ ...before, ...change }));

  const provider = words.provider ?? found?.provider ?? hint ?? '';
  const info = useProvider(provider);
  const isSetupToken = found?.provider === 'claude-code' && found.kind === 'token';
  // An address that came with the key is shown, so that it can be looked at before anything goes there.
  const needsBaseUrl =
    info?.needsBaseUrl === true || (found?.provider === provider && found?.baseUrl != null);
  const baseUrl = words.baseUrl ?? found?.baseUrl ?? '';
  const name = words.name ?? (found?.provider === null ? info?.name : null) ?? found?.proposedName ?? '';
  const speaksEither = (info?.apis.length ?? 0) > 1;
  const stored = found?.storedAs == null ? null : (picture.profile(found.storedAs) ?? null);
  const ends = saidEnd(words.expires, now);
  const firstDay = saidFirstDay(words.firstDay, now);
  const where = {
    provider,
    ...(needsBaseUrl && { baseUrl: baseUrl.trim() }),
    ...(speaksEither && { api: words.api }),
    ...(found?.kind != null && { kind: found.kind }),
  };
  const canTest =
    found !== null &&
    mayBeAsked(found, provider) &&
    (!needsBaseUrl || (baseUrl.trim() !== '' && baseUrlProblem(baseUrl) === null));

  useAutoTest(found, canTest && core?.online !== false, stored, () => void material.ask(where));

  const close = () => view.back();
  const again = () => {
    material.clear();
    setFailure(null);
    setWords(unsaid);
  };
  useHandedOver((text) => {
    again();
    return material.take(text);
  });
  const change = (next: AddWay) => {
    if (next === 'no-key') return view.over.set({ kind: 'add', way: next, provider: null });
    again();
    setScheme('');
    setWay(next);
  };
  const missing = whatIsMissing({
    found,
    hasText: recognition !== null,
    provider,
    baseUrl: needsBaseUrl ? baseUrl : null,
    policy: isSetupToken && !words.agreed,
    problem: ends.problem ?? firstDay.problem,
    name,
  });

  const save = async () => {
    const what = material.toSend();
    if (missing !== null || what === null || found === null) return;
    setSaving(true);
    setFailure(null);
    const input: AddInput = {
      ...what,
      ...where,
      name: name.trim(),
      ...(ends.value !== undefined && { expiresAt: ends.value }),
      ...(firstDay.value !== undefined && { createdAt: firstDay.value }),
      ...(words.agreed && { agreePolicy: true }),
      ...(stored !== null && { force: true }),
      probe: true,
    };
    const link = desk.connection.get();
    try {
      if (link.phase !== 'connected') throw new Error('No connection.');
      const { profile } = await link.client.profiles.add(input);
      view.over.set(null);
      view.details.set(profile.id);
      notices.show({ tone: 'good', text: say('{name} was added.', { name: profile.name }) });
    } catch (error) {
      setSaving(false);
      setFailure(met(error));
    }
  };

  const shownWay: KeyWay = isSetupToken
    ? 'setup-token'
    : found === null
      ? way
      : found.reference === null
        ? 'key'
        : 'reference';
  return (
    <Dialog
      title={say('Add credential')}
      onClose={close}
      onEnter={() => void (missing === null && !saving && save())}
      says={
        <Says
          missing={missing}
          failure={failure?.message ?? null}
          empty={recognition === null}
          kept={shownWay === 'reference' ? 'reference' : 'secret'}
        />
      }
      acts={
        <DialogActs
          words={saving ? say('Adding') : resultWords(material.question, stored)}
          isDisabled={missing !== null || saving}
          onCancel={close}
          onSave={save}
        />
      }
    >
      <Ways way={shownWay} onChange={change} />
      {shownWay === 'setup-token' && <SetupSteps />}
      {recognition === null ? (
        <PasteBox
          key={`${way} ${scheme}`}
          {...pasteFields[way]}
          start={scheme}
          onText={(text) => void material.take(text)}
        />
      ) : found !== null ? (
        <FoundBox
          material={material}
          found={found}
          provider={provider}
          stored={stored}
          neverSent={isSetupToken}
          canTest={canTest}
          host={hostOf(needsBaseUrl ? baseUrl : null, info?.name ?? null)}
          onTest={() => void material.ask(where)}
          onAgain={again}
          onOpen={(id) => {
            close();
            view.details.set(id);
          }}
        />
      ) : (
        <ManyFound found={recognition.found} onAgain={again} />
      )}
      {material.problem !== null && <p className="evidence">{material.problem}</p>}
      {found !== null && found.problem?.blocks !== true && (found.provider === null || needsBaseUrl) && (
        <div className="pair">
          {found.provider === null && (
            <ChooseProvider
              value={provider}
              likely={found.candidates}
              onChange={(chosen) => {
                material.stopAsking();
                put({ provider: chosen });
              }}
            />
          )}
          {needsBaseUrl && (
            <>
              <TextField
                label={say('Base URL')}
                placeholder="https://gateway.example/v1"
                value={baseUrl}
                onChange={(typed) => put({ baseUrl: typed })}
                hint={
                  found.baseUrl !== null && words.baseUrl === null
                    ? say('As it stood beside the key.')
                    : say('https, or http on this computer.')
                }
                problem={baseUrlProblem(baseUrl)}
              />
              {speaksEither && <ChooseApi value={words.api} onChange={(api) => put({ api })} />}
            </>
          )}
        </div>
      )}
      {found !== null && (found.problem?.blocks !== true || isSetupToken) && (
        <div className="pair">
          <TextField
            label={say('Name')}
            autoFocus={!isSetupToken && found.provider !== null}
            value={name}
            onChange={(typed) => {
              setFailure(null);
              put({ name: typed });
            }}
            hint={placeHint(profiles, provider, info?.name ?? provider)}
            problem={
              (words.name === null ? null : nameProblem(words.name)) ??
              (failure === null ? null : refusedField(failure, 'name'))
            }
          />
          {isSetupToken ? (
            <TextField
              label={say('First day')}
              placeholder={say('Today, {date}', { date: longDate(now, now) })}
              value={words.firstDay}
              onChange={(text) => put({ firstDay: text })}
              hint={say('Ends {date}, {when}.', inWords(setupTokenExpiry(firstDay.value ?? now), now))}
              problem={firstDay.problem}
            />
          ) : (
            <TextField
              label={say('Expires')}
              placeholder={say('a date, or 365 days')}
              value={words.expires}
              onChange={(expires) => put({ expires })}
              hint={endHint(ends, now)}
              problem={ends.problem}
            />
          )}
        </div>
      )}
      {isSetupToken && found.policy !== null && (
        <label className="agree">
          <input
            type="checkbox"
            className="tick"
            checked={words.agreed}
            onChange={(event) => put({ agreed: event.target.checked })}
          />
          <span>{say(found.policy)}</span>
        </label>
      )}
      {way !== 'setup-token' && recognition === null && (
        <Elsewhere
          onChoose={(chosen) => {
            setWay('reference');
            setScheme(chosen);
          }}
        />
      )}
    </Dialog>
  );
}

const unsaid: Words = {
  name: null,
  provider: null,
  expires: '',
  firstDay: '',
  baseUrl: null,
  api: 'openai',
  agreed: false,
};
