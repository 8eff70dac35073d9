/** Tells of the backups that something opens which the vault gives up, and offers to delete them. */
export function FormerBackups({
  count,
  purge,
  onPurge,
  because,
}: {
  count: number;
  purge: boolean;
  onPurge(purge: boolean): void;
  /** What opens them: `still opened by the key file`. */
  because: string;
}) {
  if (count === 0) return <p className="soft">No backup is {because}.</p>;
  const many = count > 1;
  return (
    <label className="agree">
      <input
        type="checkbox"
        className="tick"
        checked={purge}
        onChange={({ target }) => onPurge(target.checked)}
      />
      <span>
        <b>{many ? `Delete ${count} older backups too.` : 'Delete 1 older backup too.'}</b>{' '}
        {many ? 'They are' : 'It is'} {because}; kept, {many ? 'they go' : 'it goes'} once twenty newer ones
        exist.
      </span>
    </label>
  );
}
