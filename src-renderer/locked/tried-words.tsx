import { say } from '../../src-shared/say.ts';
import type { Met } from '../store/errors.ts';

/**
 * What is said of a try that failed: the core's words, or how long the next one waits. The seconds are not read out each
 * time they change.
 */
export function TriedWords({ failure, left }: { failure: Met; left: string | null }) {
  if (failure.code !== 'too_many_attempts') return <span>{failure.message}</span>;
  return (
    <span>
      {say('Too many wrong tries.')}{' '}
      {left === null ? (
        say('The next can be tried now.')
      ) : (
        <span aria-hidden="true">{say('The next can be tried in {left}.', { left })}</span>
      )}
    </span>
  );
}
