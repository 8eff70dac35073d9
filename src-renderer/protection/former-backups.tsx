import { say } from '../../src-shared/say.ts';

/** Tells of the backups that something opens which the vault gives up, and offers to delete them. */
export function FormerBackups({
  count,
  purge,
  onPurge,
  openedBy,
}: {
  count: number;
  purge: boolean;
  onPurge(purge: boolean): void;
  /** What opens them, within a sentence: "the key file"; null: they are sealed under the present key. */
  openedBy: string | null;
}) {
  if (count === 0) {
    return (
      <p className="soft">
        {openedBy === null
          ? say('No backup is sealed under the present key.')
          : say('No backup is still opened by {slot}.', { slot: openedBy })}
      </p>
    );
  }
  return (
    <label className="agree">
      <input
        type="checkbox"
        className="tick"
        checked={purge}
        onChange={({ target }) => onPurge(target.checked)}
      />
      <span>
        <b>
          {say('{count, plural, one {Delete # older backup too.} other {Delete # older backups too.}}', {
            count,
          })}
        </b>{' '}
        {openedBy === null
          ? say(
              '{count, plural, one {It is sealed under the present key; kept, it goes once twenty newer ones exist.} other {They are sealed under the present key; kept, they go once twenty newer ones exist.}}',
              { count },
            )
          : say(
              '{count, plural, one {It is still opened by {slot}; kept, it goes once twenty newer ones exist.} other {They are still opened by {slot}; kept, they go once twenty newer ones exist.}}',
              { count, slot: openedBy },
            )}
      </span>
    </label>
  );
}
