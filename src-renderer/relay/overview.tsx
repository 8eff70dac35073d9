import type { ReactNode } from 'react';
import type { RelayToken } from '../../src-shared/contract-relay.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph, Turning } from '../parts/glyph.tsx';
import { useHiding } from '../store/use-hiding.ts';
import { Addresses } from './addresses.tsx';
import { RelaySwitch } from './relay-switch.tsx';
import { Requests } from './requests.tsx';
import { TokenList } from './token-list.tsx';
import { tokenNames } from './token-words.ts';
import type { RelaySeen } from './use-relay.ts';

/** All of the relay on one page. */
export function RelayOverview({
  seen,
  problem,
  told,
  onAdd,
  onRevoke,
  onChanged,
  onClose,
}: {
  seen: RelaySeen | null;
  problem: string | null;
  /** What was done last, in a sentence. */
  told: string | null;
  onAdd(): void;
  onRevoke(token: RelayToken): void;
  onChanged(): Promise<void>;
  onClose(): void;
}) {
  const hiding = useHiding();
  return (
    <DialogPage
      title={say('Relay')}
      onClose={onClose}
      says={<span role="status">{told ?? say('Nothing that is said through it is kept')}</span>}
      acts={
        <Button size="large" onPress={onClose}>
          {say('Close')}
        </Button>
      }
    >
      {seen === null ? (
        <p className="soft waits" role="status">
          {problem === null ? <Turning /> : <Glyph shape="triangle" tone="warn" />}
          {problem ?? say('Asking for the relay')}
        </p>
      ) : (
        // What scrolls must be reachable without a pointer.
        <div className="relay" role="group" aria-label={say('Relay')} tabIndex={0}>
          <RelaySwitch state={seen.state} isNew={seen.tokens.length === 0} onChanged={onChanged} />
          <Part title={say('Access tokens')}>
            <TokenList tokens={seen.tokens} onAdd={onAdd} onRevoke={onRevoke} />
          </Part>
          {seen.state.url !== null && (
            <Part title={say('Requests')}>
              <Requests state={seen.state} nameOfToken={tokenNames(seen.tokens, hiding)} />
            </Part>
          )}
          <Part title={say('Addresses, and who serves next')}>
            <Addresses state={seen.state} />
          </Part>
        </div>
      )}
    </DialogPage>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
