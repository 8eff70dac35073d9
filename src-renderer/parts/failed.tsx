import { useEffect } from 'react';
import { say } from '../../src-shared/say.ts';
import { useDesk } from '../store/desk.ts';
import { failureWords, type Failure } from './boundary.tsx';
import { Button } from './button.tsx';
import { Glyph } from './glyph.tsx';

const reload = () => location.reload();

/** Stands in the place of a part that failed. */
export function FailedPart({ failure, children }: { failure: Failure; children?: React.ReactNode }) {
  const { what, now } = failureWords[failure];
  return (
    <div className="failed" role="alert">
      <Glyph shape="triangle" tone="warn" />
      <p>
        <b>{what}</b> {now}
      </p>
      <div className="row">
        <Button onPress={reload}>{say('Reload')}</Button>
        {children}
      </div>
    </div>
  );
}

/** Tells of a part that has no place of its own to say so in, and lets go of it. */
export function FailedAside({ failure, onTold }: { failure: Failure; onTold?: () => void }) {
  const { notices } = useDesk();
  useEffect(() => {
    const { what, now } = failureWords[failure];
    const text = say('{what} {now}', { what, now });
    // Several small parts fail for one reason: it is told once.
    if (notices.all.get().every((notice) => notice.text !== text)) {
      notices.show({ tone: 'warn', text, until: null, act: { label: say('Reload'), run: reload } });
    }
    onTold?.();
  }, [failure, notices, onTold]);
  return null;
}

/** Stands in the place of the whole window. */
export function FailedWindow() {
  return (
    <main className="first alone" role="alert">
      <h1>{say('The window stopped working')}</h1>
      <p className="soft">
        {say(
          'Everything in the vault is kept, and Keywatch itself goes on. Reload the window to see it again.',
        )}
      </p>
      <div>
        <Button look="primary" onPress={reload}>
          {say('Reload')}
        </Button>
      </div>
    </main>
  );
}
