import { say } from '../../src-shared/say.ts';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useCoreState } from '../store/desk.ts';

/** What the vault would hold of what is added. */
export type Kept = 'secret' | 'reference' | 'no_secret';

/** The footer: what went wrong, what is missing, or where the key will lie. */
export function Says({
  missing,
  failure,
  empty,
  kept,
}: {
  missing: string | null;
  failure: string | null;
  empty: boolean;
  kept: Kept;
}) {
  if (failure !== null || (missing !== null && !empty))
    return <DialogSays failure={failure} otherwise={missing ?? ''} />;
  return kept === 'secret' ? (
    <Sealed />
  ) : (
    <>
      {kept === 'reference' && <Icon name="ref" />}
      <span>
        {kept === 'reference'
          ? say('The secret stays where it lies; the vault keeps the reference alone')
          : say('There is no secret to keep')}
      </span>
    </>
  );
}

function Sealed() {
  const vault = useCoreState()?.vault;
  return (
    <>
      <Icon name="lock" />
      <span>
        {vault?.protected === true && vault.backend !== null
          ? say('Sealed with the key in {keeper}', { keeper: vault.backend })
          : say('Sealed in the vault')}
      </span>
    </>
  );
}
