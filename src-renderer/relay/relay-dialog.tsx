import { useRef, useState } from 'react';
import type { RelayToken } from '../../src-shared/contract-relay.ts';
import { DialogFrame } from '../parts/dialog.tsx';
import { useDesk } from '../store/desk.ts';
import { AddToken } from './add-token.tsx';
import { MadeToken } from './made-token.tsx';
import { RelayOverview } from './overview.tsx';
import { RevokeToken } from './revoke-token.tsx';
import { useRelay } from './use-relay.ts';

type Page =
  | { readonly at: 'overview' | 'add' }
  | { readonly at: 'made'; readonly entry: RelayToken }
  | { readonly at: 'revoke'; readonly token: RelayToken };

/** The relay: whether it is open, who may use it, what it passes on and what it turns away. */
export default function RelayDialog() {
  const { view } = useDesk();
  const { seen, problem, look } = useRelay();
  const [page, setPage] = useState<Page>({ at: 'overview' });
  const [told, setTold] = useState<string | null>(null);
  /** The token that was made, while it is shown: in no state of a component. */
  const made = useRef('');
  const close = () => view.back();
  const done = (words?: string) => {
    made.current = '';
    setTold(words ?? null);
    setPage({ at: 'overview' });
    void look();
  };
  return (
    <DialogFrame onClose={close}>
      {page.at === 'add' && seen !== null ? (
        <AddToken
          providers={seen.state.providers.map(({ provider }) => provider)}
          onMade={({ token, entry }) => {
            made.current = token;
            setPage({ at: 'made', entry });
          }}
          onDone={done}
          onClose={close}
        />
      ) : page.at === 'made' && seen !== null ? (
        <MadeToken
          entry={page.entry}
          state={seen.state}
          take={() => made.current}
          onDone={done}
          onClose={close}
        />
      ) : page.at === 'revoke' ? (
        <RevokeToken token={page.token} tokens={seen?.tokens ?? []} onDone={done} onClose={close} />
      ) : (
        <RelayOverview
          seen={seen}
          problem={problem}
          told={told}
          onAdd={() => setPage({ at: 'add' })}
          onRevoke={(token) => setPage({ at: 'revoke', token })}
          onChanged={look}
          onClose={close}
        />
      )}
    </DialogFrame>
  );
}
