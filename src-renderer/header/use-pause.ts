import { say } from '../../src-shared/say.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { useNow } from '../store/clock.ts';
import { useCoreState, useDesk } from '../store/desk.ts';

const hourMs = 3_600_000;

/** Eight in the morning of the next day, epoch ms. */
function tomorrowMorning(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, 8).getTime();
}

/** A length that checking can be paused for. */
export interface PauseWay {
  readonly id: 'hour' | 'tomorrow' | 'until';
  /** Under a head that says Pause. */
  readonly name: string;
  readonly begin: () => void;
}

/** Whether checking is paused, until when, and the ways to pause and resume it. */
export function usePause(): {
  paused: boolean;
  /** Epoch ms; null until it is resumed. */
  until: number | null;
  ways: readonly PauseWay[];
  resume: () => void;
} {
  const { act } = useDesk();
  const state = useCoreState();
  const now = useNow('ages');
  const pause = (until: number | null) => void act((client) => client.probes.pause({ until }));
  const moment = nearMoment(tomorrowMorning(now), now);
  return {
    paused: state !== null && (state.pausedIndefinitely || (state.pausedUntil ?? 0) > now),
    until: state?.pausedUntil ?? null,
    ways: [
      {
        id: 'hour',
        name: say('One hour'),
        begin: () => pause(Date.now() + hourMs),
      },
      {
        id: 'tomorrow',
        name: say('Until {moment}', { moment }),
        begin: () => pause(tomorrowMorning(Date.now())),
      },
      {
        id: 'until',
        name: say('Until resumed'),
        begin: () => pause(null),
      },
    ],
    resume: () => void act((client) => client.probes.resume({})),
  };
}
