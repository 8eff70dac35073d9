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
  if (failure !== null) {
    return (
      <span className="ink-bad" role="alert">
        {failure}
      </span>
    );
  }
  if (missing !== null && !empty) return <span role="status">{missing}</span>;
  return (
    <>
      <Icon name="lock" />
      <span className="cut">
        {vault?.protected === true
          ? `Sealed with the key in ${vault.backend ?? 'the system’s keyring'}`
          : 'Sealed in the vault'}
      </span>
    </>
  );
}
