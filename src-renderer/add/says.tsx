import { say } from '../../src-shared/say.ts';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useCoreState } from '../store/desk.ts';

/** The footer: what went wrong, what is missing, or where the key will lie. */
export function Says({
  missing,
  failure,
  empty,
}: {
  missing: string | null;
  failure: string | null;
  empty: boolean;
}) {
  const vault = useCoreState()?.vault;
  if (failure !== null || (missing !== null && !empty))
    return <DialogSays failure={failure} otherwise={missing ?? ''} />;
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
