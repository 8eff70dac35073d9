import type { KeywatchError } from '../../src-shared/errors.ts';
import type { Clock, Log } from '../ports.ts';
import type { Answered } from './probing.ts';
import { problemOf } from './problems.ts';
import type { Member } from './roster.ts';

/** A question under way. */
export interface Question {
  readonly member: Member;
  readonly askedAt: number;
  readonly onDemand: boolean;
  /** The secret or the profile changed since: the answer is about something else. */
  dropped: boolean;
}

/** The questions under way: one a lane. */
export interface Questions {
  readonly size: number;
  ids(): string[];
  /** Whether an answer about this profile, as it is now, is on its way. */
  isAbout(id: string): boolean;
  drop(id: string): void;
  put(member: Member, onDemand: boolean): void;
}

export function createQuestions(parts: {
  clock: Clock;
  log: Log;
  ask(id: string): Promise<Answered>;
  onEnd(question: Question, answer: Answered | KeywatchError): void;
}): Questions {
  const { clock, log, onEnd } = parts;
  const open = new Set<Question>();
  const about = (id: string) => [...open].find(({ member, dropped }) => member.target.id === id && !dropped);
  // What is thrown before the first await is thrown like everything after it.
  const ask = async (id: string) => parts.ask(id);

  return {
    get size() {
      return open.size;
    },
    ids: () => [...new Set([...open].map(({ member }) => member.target.id))],
    isAbout: (id) => about(id) !== undefined,
    drop(id) {
      const question = about(id);
      if (question !== undefined) question.dropped = true;
    },
    put(member, onDemand) {
      const { lane, target } = member;
      const question: Question = { member, askedAt: clock.now(), onDemand, dropped: false };
      const end = (answer: Answered | KeywatchError) => {
        open.delete(question);
        lane.end();
        onEnd(question, answer);
      };
      open.add(question);
      lane.begin(target.id, question.askedAt);
      ask(target.id).then(end, (error: unknown) => end(problemOf(error, log)));
    },
  };
}
