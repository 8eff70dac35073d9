import { askedSentence } from '../../src-shared/asked-words.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { heard, say } from '../../src-shared/say.ts';
import { countdown, exactMoment, nearMoment } from '../../src-shared/times.ts';
import { useNow } from '../store/clock.ts';
import { useCoreState, useProvider } from '../store/desk.ts';

const soonMs = 120_000;

/** When it is asked again; behind it how often, and what an answer about such a key is worth. */
export function Proof({ profile }: { profile: Profile }) {
  const { provider, enabled, nextProbeAt } = profile;
  const info = useProvider(provider);
  const core = useCoreState();
  const minutes = useNow('ages');
  const seconds = useNow(nextProbeAt !== null && nextProbeAt - minutes < soonMs ? 'seconds' : 'ages');
  // Nobody knows when what keeps questions from going out is over.
  const waits = core !== null && core.restsWhile !== null;
  const next = enabled && !waits && nextProbeAt !== null && nextProbeAt > seconds ? nextProbeAt : null;
  const summary =
    next === null
      ? say('What a check proves')
      : next - seconds < soonMs
        ? say('Checked again in {countdown}', { countdown: countdown(next, seconds) })
        : say('Checked again {when}', { when: nearMoment(next, seconds) });
  if (info === null && !enabled) return null;
  return (
    <details className="proof">
      <summary {...(next !== null && { title: exactMoment(next) })}>{summary}</summary>
      {enabled && <p>{say('Checked {often}.', { often: askedSentence(profile) })}</p>}
      {info !== null && (
        <dl>
          <dt>{say('What a check proves')}</dt>
          <dd>{heard(info.proves)}</dd>
          <dt>{say('What it cannot prove')}</dt>
          <dd>{heard(info.cannotProve)}</dd>
          <dt>{say('What it costs')}</dt>
          <dd>{heard(info.cost)}</dd>
        </dl>
      )}
    </details>
  );
}
