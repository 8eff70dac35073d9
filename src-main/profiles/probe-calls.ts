import type { Answer } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import { askTrial } from './ask-profile.ts';
import type { CallParts } from './calls.ts';
import { takeReport } from './report.ts';

/** Asking on demand, and the rest from asking. */
export function createProbeCalls(parts: CallParts): Keywatch['probes'] {
  const { book, prober, env } = parts;
  const refuseOffline = () => {
    if (env['KEYWATCH_OFFLINE'] !== '1') return;
    throw new KeywatchError(
      'unreachable',
      telling('KEYWATCH_OFFLINE is set, so nobody is asked; every verdict was kept; unset it to test keys.'),
    );
  };
  const answersOf = (tested: Awaited<ReturnType<typeof prober.testNow>>): Answer[] =>
    tested.flatMap(({ id, problem }) => {
      const profile = book.find(id);
      return profile === null ? [] : [answerOf(id, profile, problem)];
    });
  return {
    async test(ids) {
      refuseOffline();
      for (const id of ids ?? []) book.get(id);
      const tested = await prober.testNow(ids);
      const only = tested.length === 1 ? tested[0] : undefined;
      if (only?.problem && ids?.length === 1) throw only.problem;
      return answersOf(tested);
    },
    async testDue() {
      refuseOffline();
      const ids = prober.due();
      return ids.length === 0 ? [] : answersOf(await prober.testNow(ids));
    },
    trial(input) {
      refuseOffline();
      return askTrial(input, parts);
    },
    report: (input) => takeReport(input, parts),
    pause: prober.pause,
    resume: prober.resume,
  };
}

function answerOf(
  id: string,
  { health, lastAnswer }: ReturnType<CallParts['book']['get']>,
  problem: KeywatchError | null,
): Answer {
  if (problem !== null || lastAnswer === null) {
    return {
      id,
      outcome: 'unverifiable',
      httpStatus: null,
      retryAt: null,
      message: problem?.message ?? null,
      latencyMs: null,
      health,
    };
  }
  const { outcome, httpStatus, retryAt, message, latencyMs } = lastAnswer;
  return { id, outcome, httpStatus, retryAt, message, latencyMs, health };
}
