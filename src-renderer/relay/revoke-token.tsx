import type { RelayToken } from '../../src-shared/contract-relay.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { useAsk } from '../store/use-ask.ts';
import { useHiding } from '../store/use-hiding.ts';
import { tokenNames } from './token-words.ts';

/** Asks once more before a tool is let in no more. */
export function RevokeToken({
  token,
  tokens,
  onDone,
  onClose,
}: {
  token: RelayToken;
  tokens: readonly RelayToken[];
  onDone(told?: string): void;
  onClose(): void;
}) {
  const { ask, asking, failure } = useAsk();
  const name = tokenNames(tokens, useHiding())(token.name);
  const revoke = async () => {
    const answer = await ask((client) => client.relay.revokeToken({ name: token.name }));
    if (answer !== null) onDone(say('{name} lets nobody in any more', { name }));
  };
  return (
    <DialogPage
      title={say('Revoke {name}', { name })}
      onBack={() => onDone()}
      onClose={onClose}
      says={<DialogSays failure={failure?.message ?? null} otherwise={say('This cannot be undone')} />}
      acts={
        <>
          <Button size="large" onPress={() => onDone()}>
            {say('Keep it')}
          </Button>
          <Button size="large" look="primary" isDisabled={asking} onPress={() => void revoke()}>
            {asking ? say('Revoking') : say('Revoke')}
          </Button>
        </>
      }
    >
      <p className="soft">
        {say(
          'The tool that has this token is refused from its next request on; keys and other tokens stay as they are.',
        )}
      </p>
    </DialogPage>
  );
}
