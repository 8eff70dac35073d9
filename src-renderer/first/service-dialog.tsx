import { useCallback, useEffect, useState } from 'react';
import type { OwnService } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { CommandLine } from '../gateways/command-line.tsx';
import { Button } from '../parts/button.tsx';
import { DialogFrame, DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useDesk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';

const inTheWay: Readonly<Record<OwnService['files'][number]['state'], string>> = {
  absent: say('is made'),
  same: say('is there already, as it is'),
  ours: say('takes the place of what Keywatch wrote before'),
  changed: say('was changed since Keywatch wrote it: that is put aside'),
  foreign: say('is there and not Keywatch’s: that is put aside'),
};

/** The system's own way to start Keywatch with the session: what would be written is shown, then written. */
export default function ServiceDialog() {
  const { view } = useDesk();
  const { ask, asking, failure } = useAsk();
  const [service, setService] = useState<OwnService | null>(null);
  const [isDone, setDone] = useState(false);
  const close = () => view.back();
  const look = useCallback(async () => {
    const answer = await ask((client) => client.service.look({}));
    if (answer !== null) setService(answer.service);
  }, [ask]);
  useEffect(() => {
    const first = async () => look();
    void first();
  }, [look]);
  const install = async () => {
    const answer = await ask((client) => client.service.install({ mark: service?.mark ?? '' }));
    if (answer === null) return;
    setService(answer.service);
    setDone(true);
  };
  const isStale = failure !== null && (failure.code === 'busy' || service === null);
  return (
    <DialogFrame onClose={close}>
      {isDone && service !== null ? (
        <Installed service={service} onClose={close} />
      ) : (
        <DialogPage
          title={say('Install the service')}
          onClose={close}
          says={
            <DialogSays
              failure={failure?.message ?? null}
              otherwise={say('It starts from your next login on')}
            />
          }
          acts={
            <DialogActs
              words={asking ? say('One moment') : isStale ? say('Look again') : say('Install')}
              isDisabled={asking || (service?.reached !== true && !isStale)}
              onCancel={close}
              onSave={isStale ? look : install}
            />
          }
        >
          {service === null ? (
            <p className="soft waits" role="status">
              {failure === null && <Turning />}
              {failure === null ? say('Looking at what would be written') : say('Nothing was written.')}
            </p>
          ) : (
            <>
              <p className="soft">
                {say(
                  'The system then starts Keywatch for you, without any administrator, and this window is served where it is now.',
                )}
              </p>
              {service.files.map(({ path, text, state }) => (
                <section key={path} className="part file-changes" aria-label={path}>
                  <p className="of">
                    <span className="mono path">{path}</span>
                    <span className="dim keep">{inTheWay[state]}</span>
                  </p>
                  {/* It scrolls: it must be reachable without a pointer. */}
                  <pre className="unit-text" tabIndex={0} aria-label={say('What is written')}>
                    {text}
                  </pre>
                </section>
              ))}
            </>
          )}
        </DialogPage>
      )}
    </DialogFrame>
  );
}

function Installed({ service: { startNow, active }, onClose }: { service: OwnService; onClose(): void }) {
  return (
    <DialogPage
      title={say('The service is installed')}
      onClose={onClose}
      says={<span>{say('keywatch service uninstall takes it away')}</span>}
      acts={
        <Button size="large" look="primary" onPress={onClose}>
          {say('Done')}
        </Button>
      }
    >
      <p className="said" role="status">
        <Glyph shape="check" tone="good" />
        <span>{say('Keywatch starts with your session.')}</span>
      </p>
      {!active && startNow !== null && (
        <section className="part" aria-label={say('What to do next')}>
          <h3>{say('What to do next')}</h3>
          <ul className="next-steps">
            <li>
              <p>
                {say(
                  'Nothing now: this Keywatch goes on until it is ended. To hand over at once, end it, then type:',
                )}
              </p>
              <CommandLine command={startNow} />
            </li>
            <li>
              <p>{say('The window then has a new address, which this prints:')}</p>
              <CommandLine command="keywatch open" />
            </li>
          </ul>
        </section>
      )}
    </DialogPage>
  );
}
