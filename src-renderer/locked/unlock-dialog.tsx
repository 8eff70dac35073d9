import { useCallback, useEffect, useRef, useState } from 'react';
import type { UnlockInput, VaultReport } from '../../src-shared/contract-vault.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActs } from '../parts/dialog-foot.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useCoreState, useDesk } from '../store/desk.ts';
import type { Met } from '../store/errors.ts';
import { useAsk } from '../store/use-ask.ts';
import { GivenField } from './given-field.tsx';
import { TriedWords } from './tried-words.tsx';
import { waitLeft } from './wait-left.ts';
import { unlockWays, wayNames, type UnlockWay } from './unlock-ways.ts';

/** Opens a locked vault by one of its ways in. */
export default function UnlockDialog() {
  const { view } = useDesk();
  const box = useRef<HTMLInputElement>(null);
  const looking = useAsk();
  const { ask, asking, failure, forget } = useAsk();
  const [report, setReport] = useState<VaultReport | null>(null);
  const [chosen, setChosen] = useState<UnlockWay | null>(null);
  const [typed, setTyped] = useState(false);
  const left = waitLeft(failure, useNow('seconds'));
  const { ask: look } = looking;
  // Opened from two sides at once, it goes once.
  const close = useCallback(() => {
    if (view.over.get()?.kind === 'unlock') view.back();
  }, [view]);
  const isOpen = useCoreState()?.vault.state === 'open';
  // Opened from elsewhere meanwhile: there is nothing left to ask.
  useEffect(() => {
    if (isOpen) close();
  }, [isOpen, close]);

  useEffect(() => {
    const see = async () => {
      const answer = await look((client) => client.vault.status({}));
      if (answer !== null) setReport(answer.vault);
    };
    void see();
  }, [look]);

  const ways = report === null ? [] : unlockWays(report);
  const way = chosen ?? ways[0] ?? null;
  const needsText = way === 'passphrase' || way === 'recovery';
  const mayTry = way !== null && !asking && left === null && (!needsText || typed);

  const unlock = async () => {
    const value = box.current?.value ?? '';
    const opened = await ask((client) => client.vault.unlock(inputOf(way, value)));
    if (opened !== null) return close();
    box.current?.select();
  };
  const choose = (next: UnlockWay) => {
    if (box.current !== null) box.current.value = '';
    setTyped(false);
    setChosen(next);
    if (left === null) forget();
  };

  return (
    <Dialog
      title={say('Unlock')}
      onClose={close}
      says={<span>{way === null ? '' : say('Opens it for everything that uses Keywatch')}</span>}
      acts={
        <DialogActs
          words={asking ? say('Opening') : way === 'machine' ? say('Ask again') : say('Unlock')}
          isDisabled={!mayTry}
          onCancel={close}
          onSave={unlock}
        />
      }
    >
      {report === null ? (
        <p className="soft waits" role="status">
          {looking.failure === null && <Turning />}
          {looking.failure?.message ?? say('Asking what opens the vault')}
        </p>
      ) : (
        <>
          {ways.length > 1 && (
            <div className="segments big" role="group" aria-label={say('How to unlock')}>
              {ways.map((each) => (
                <button key={each} type="button" aria-pressed={each === way} onClick={() => choose(each)}>
                  {wayNames[each]}
                </button>
              ))}
            </div>
          )}
          {way === null ? (
            <p className="soft">
              {say('No way into this vault is known to this Keywatch.')}{' '}
              {report.reason !== null && heard(report.reason)}
            </p>
          ) : (
            <form
              className="one-field"
              onSubmit={(event) => {
                event.preventDefault();
                if (mayTry) void unlock();
              }}
            >
              <GivenField
                key={way}
                way={way}
                report={report}
                box={box}
                onInput={() => {
                  setTyped((box.current?.value ?? '') !== '');
                  if (left === null) forget();
                }}
              />
            </form>
          )}
          <Said failure={failure} left={left} isCode={way === 'recovery'} />
        </>
      )}
    </Dialog>
  );
}

function Said({ failure, left, isCode }: { failure: Met | null; left: string | null; isCode: boolean }) {
  if (failure === null) return <div role="alert" />;
  const waits = failure.code === 'too_many_attempts';
  return (
    <div role="alert">
      <p className="said">
        <Glyph shape={waits ? 'pause' : 'cross'} tone={waits ? 'wait' : 'bad'} />
        {isCode && failure.code === 'wrong_passphrase' ? (
          <span>
            {say('This code opens nothing here: mistyped, or of another vault. Compare it with the sheet.')}
          </span>
        ) : (
          <TriedWords failure={failure} left={left} />
        )}
      </p>
    </div>
  );
}

function inputOf(way: UnlockWay | null, value: string): UnlockInput {
  if (way === 'passphrase' || way === 'recovery') return { passphrase: value };
  if (way === 'key-file' && value.trim() !== '') return { keyFile: value.trim() };
  return {};
}
