import type { RelayToken } from '../../src-shared/contract-relay.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Glyph, Icon } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange } from '../store/desk.ts';
import { useHiding } from '../store/use-hiding.ts';
import { tokenNames, tokenWords } from './token-words.ts';

/** Who may use the relay, and how far; never a token itself. */
export function TokenList({
  tokens,
  onAdd,
  onRevoke,
}: {
  tokens: readonly RelayToken[];
  onAdd(): void;
  onRevoke(token: RelayToken): void;
}) {
  const canChange = useCanChange();
  const hiding = useHiding();
  const now = useNow('ages');
  const nameOf = tokenNames(tokens, hiding);
  return (
    <>
      {tokens.length > 0 && (
        <ul className="ways">
          {tokens.map((token) => {
            const name = nameOf(token.name);
            const hasEnded = token.expiresAt !== null && token.expiresAt <= now;
            return (
              <li key={token.name}>
                {hasEnded ? <Glyph shape="off" tone="none" /> : <Icon name="key" />}
                <div className="way">
                  <b>{name}</b>
                  <p className="under">{tokenWords(token, hiding, now).join(' · ')}</p>
                </div>
                <span className="row">
                  <Button
                    size="small"
                    look="danger"
                    aria-label={say('Revoke {name}', { name })}
                    isDisabled={!canChange}
                    onPress={() => onRevoke(token)}
                  >
                    {say('Revoke…')}
                  </Button>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <div className="act-line">
        <p className="soft">
          {tokens.length === 0
            ? say('Nobody may use the relay yet.')
            : say('One for each tool: then one can be taken back without the others.')}
        </p>
        <Button size="small" isDisabled={!canChange} onPress={onAdd}>
          <Icon name="plus" />
          {say('Make a token…')}
        </Button>
      </div>
    </>
  );
}
