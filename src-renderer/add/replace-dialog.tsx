import { useState } from 'react';
import type { ReplaceInput } from '../../src-shared/contract-input.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { say } from '../../src-shared/say.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { PageLink } from '../parts/page-link.tsx';
import { useDesk, useProfile } from '../store/desk.ts';
import { met } from '../store/errors.ts';
import { endHint, saidEnd, TextField } from './field.tsx';
import { FoundBox, ManyFound } from './found-box.tsx';
import { belongsElsewhere, isRefused, mayBeAsked, missingCharacters } from './findings.ts';
import { referenceForms } from './ways.tsx';
import { PasteBox } from './paste-box.tsx';
import { SetupSteps } from './setup-steps.tsx';
import { useHandedOver } from './use-auto-test.ts';
import { useMaterial, type Material } from './use-material.ts';

/** Puts another key into a profile; name, place and notes stay. */
export function ReplaceDialog({ id }: { id: string }) {
  const profile = useProfile(id);
  return profile === undefined ? null : <Replace profile={profile} />;
}

function Replace({ profile }: { profile: Profile }) {
  const desk = useDesk();
  const { view, picture, notices } = desk;
  const material = useMaterial(profile.provider);
  const { found, recognition } = material;
  const [expires, setExpires] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [now] = useState(() => Date.now());
  const isSetupToken = profile.provider === 'claude-code' && profile.kind === 'token';
  const isReference = profile.reference !== null;
  const ends = saidEnd(expires, now);
  const stored = found?.storedAs == null ? null : (picture.profile(found.storedAs) ?? null);
  const missing = whatIsMissing(
    material,
    profile,
    isSetupToken && found?.policy != null && !agreed,
    ends.problem,
  );
  const where = {
    provider: profile.provider,
    kind: profile.kind,
    ...(profile.baseUrl !== null && { baseUrl: profile.baseUrl }),
    ...(profile.api !== null && { api: profile.api }),
  };
  const close = () => view.over.set(null);
  useHandedOver(material.take);

  const save = async () => {
    const what = material.toSend();
    const link = desk.connection.get();
    if (missing !== null || what === null) return;
    setSaving(true);
    setFailure(null);
    const input: ReplaceInput = {
      id: profile.id,
      ...what,
      ...(ends.value !== undefined && { expiresAt: ends.value }),
      ...(agreed && { agreePolicy: true }),
      probe: true,
    };
    try {
      if (link.phase !== 'connected') throw new Error('No connection.');
      await link.client.profiles.replaceSecret(input);
      close();
      notices.show({
        tone: 'good',
        text: isReference
          ? say('{name} has a new reference.', { name: profile.name })
          : say('{name} has a new key.', { name: profile.name }),
      });
    } catch (error) {
      setSaving(false);
      setFailure(met(error).message);
    }
  };

  return (
    <Dialog
      title={
        isReference
          ? say('Change the reference of {name}', { name: profile.name })
          : say('Replace the key of {name}', { name: profile.name })
      }
      onClose={close}
      onEnter={() => void (missing === null && !saving && save())}
      says={<DialogSays failure={failure} otherwise={missing ?? say('Name, place and notes stay')} />}
      acts={
        <DialogActs
          words={
            saving ? say('Replacing') : isRefused(material.question) ? say('Replace anyway') : say('Replace')
          }
          isDisabled={missing !== null || saving}
          onCancel={close}
          onSave={save}
        />
      }
    >
      {isSetupToken ? (
        <SetupSteps />
      ) : (
        !isReference &&
        recognition === null && (
          <p className="soft">
            {say('Make a new key at {provider}, then paste it here.', {
              provider: providerName(profile.provider),
            })}{' '}
            <PageLink provider={profile.provider} page="keys" className="link">
              {say('Open its keys page')}
            </PageLink>
          </p>
        )
      )}
      {recognition === null ? (
        <PasteBox
          label={isReference ? say('Reference') : say('Paste the new key')}
          placeholder={isReference ? referenceForms : say('Paste the new key')}
          multiline={!isReference}
          start={profile.reference ?? ''}
          onText={(text) => void material.take(text)}
        />
      ) : found !== null ? (
        <FoundBox
          material={material}
          found={found}
          provider={profile.provider}
          stored={stored}
          neverSent={found.provider === 'claude-code' && found.kind === 'token'}
          canTest={mayBeAsked(found, profile.provider)}
          host={providerName(profile.provider)}
          onTest={() => void material.ask(where)}
          onAgain={material.clear}
          onOpen={(other) => {
            close();
            view.details.set(other);
          }}
        />
      ) : (
        <ManyFound found={recognition.found} onAgain={material.clear} />
      )}
      {material.problem !== null && <p className="evidence">{material.problem}</p>}
      {found !== null && found.problem?.blocks !== true && !isSetupToken && (
        <TextField
          label={say('Expires')}
          placeholder={say('a date, or 365 days')}
          value={expires}
          onChange={setExpires}
          hint={endHint(ends, now)}
          problem={ends.problem}
        />
      )}
      {isSetupToken && found?.policy != null && (
        <label className="agree">
          <input
            type="checkbox"
            className="tick"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          <span>{say(found.policy)}</span>
        </label>
      )}
    </Dialog>
  );
}

function whatIsMissing(
  material: Material,
  profile: Profile,
  policy: boolean,
  problem: string | null,
): string | null {
  const { found, recognition } = material;
  if (recognition === null) return say('Nothing pasted yet');
  if (found === null) return say('One key at a time');
  const missing = missingCharacters(found);
  if (missing !== null)
    return say('{count, plural, one {# character to go} other {# characters to go}}', { count: missing });
  if (found.problem?.blocks === true) return say('This cannot be kept');
  if (belongsElsewhere(found, profile.provider)) {
    return say('This key is of {other}, not of {provider}', {
      other: found.providerName ?? found.provider ?? '',
      provider: providerName(profile.provider),
    });
  }
  if (policy) return say('Agree to the terms first');
  return problem === null ? null : say('The date cannot be read');
}
