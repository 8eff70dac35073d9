import { useState } from 'react';
import type { GatewayProfile, GatewayStatus, ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useCanChange } from '../store/desk.ts';
import { Linking } from './linking.tsx';
import { findingSigns, profileWords } from './gateway-words.ts';

/** What one agent of a gateway stores, to be chosen from, and what is wrong with it. */
export function GatewayPage({
  gateway,
  status,
  picked,
  asking,
  failure,
  onAgent,
  onPick,
  onImport,
  onChange,
  onBack,
  onClose,
}: {
  gateway: ListedGateway;
  status: GatewayStatus | null;
  picked: ReadonlySet<string>;
  asking: boolean;
  failure: string | null;
  onAgent(agent: string): void;
  onPick(picked: ReadonlySet<string>): void;
  onImport(): Promise<void>;
  onChange(act: 'link' | 'unlink'): void;
  onBack(): void;
  onClose(): void;
}) {
  const canChange = useCanChange();
  const { name, agents } = gateway;
  const count = picked.size;
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    onPick(next);
  };
  return (
    <DialogPage
      title={name}
      onBack={onBack}
      onClose={onClose}
      says={
        <DialogSays
          failure={status === null ? null : failure}
          otherwise={status === null ? '' : say('What would change is shown first')}
        />
      }
      acts={
        <DialogActs
          words={say('Import {count, plural, one {# profile} other {# profiles}}…', { count })}
          isDisabled={count === 0 || asking || !canChange || status === null}
          onCancel={onBack}
          onSave={onImport}
        />
      }
    >
      {agents.length > 1 && (
        <div className="segments big agents" role="group" aria-label={say('Agent')}>
          {agents.map(({ id }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === (status?.agent ?? id)}
              disabled={asking}
              onClick={() => onAgent(id)}
            >
              {id}
            </button>
          ))}
        </div>
      )}
      {status === null ? (
        <p className="soft waits" role="status">
          {failure === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
          {failure ?? say('Reading what it stores')}
        </p>
      ) : (
        <>
          {status.profiles.length === 0 ? (
            <p className="soft">{say('It stores no profile.')}</p>
          ) : (
            <ul className="ways entries-read stored">
              {status.profiles.map((profile) => (
                <ProfileLine
                  key={profile.id}
                  profile={profile}
                  isPicked={picked.has(profile.id)}
                  isDisabled={asking}
                  onToggle={() => toggle(profile.id)}
                />
              ))}
            </ul>
          )}
          <Linking
            gateway={gateway}
            profiles={status.profiles}
            isDisabled={asking || !canChange}
            onChange={onChange}
          />
          <Findings findings={status.findings} />
        </>
      )}
    </DialogPage>
  );
}

function ProfileLine({
  profile,
  isPicked,
  isDisabled,
  onToggle,
}: {
  profile: GatewayProfile;
  isPicked: boolean;
  isDisabled: boolean;
  onToggle(): void;
}) {
  const { id, linked, email } = profile;
  return (
    <li>
      <input
        type="checkbox"
        className="tick"
        aria-label={say('Import {name}', { name: id })}
        checked={isPicked}
        disabled={isDisabled || linked}
        onChange={onToggle}
      />
      <div className="way">
        <p className="of">
          <b className="cut" title={id}>
            {id}
          </b>
          {email !== null && <span className="dim cut">{email}</span>}
        </p>
        <p className="under">{profileWords(profile)}</p>
      </div>
    </li>
  );
}

/** So many are shown at once; the rest unfolds. */
const shownAtOnce = 2;

function Findings({ findings }: { findings: GatewayStatus['findings'] }) {
  const [all, setAll] = useState(false);
  if (findings.length === 0) return null;
  const left = findings.length - shownAtOnce;
  return (
    <section className="part" aria-label={say('Findings')}>
      <h3>{say('Findings')}</h3>
      <ul className="ways">
        {(all ? findings : findings.slice(0, shownAtOnce)).map(({ id, severity, what, where, remedy }) => (
          <li key={`${id} ${where} ${what}`}>
            <Glyph {...findingSigns[severity]} />
            <div className="way">
              <p>{heard(what)}</p>
              {where !== null && (
                <p className="under">
                  <span className="mono">{where}</span>
                </p>
              )}
              <p className="under">{heard(remedy)}</p>
            </div>
          </li>
        ))}
      </ul>
      {!all && left > 0 && (
        <Button look="link" onPress={() => setAll(true)}>
          {say('{count} more', { count: left })}
        </Button>
      )}
    </section>
  );
}
