import { span } from './times.ts';
import { say } from './say.ts';

/** That this machine's clock is wrong: how far it is ahead of the providers', or behind where negative. Milliseconds. */
export interface WrongClock {
  offByMs: number;
}

/** The time that ends of credentials are judged by: ours, corrected where our clock is wrong. Epoch ms. */
export function trueNow(now: number, clock: WrongClock | null | undefined): number {
  return now - (clock?.offByMs ?? 0);
}

/** When our own clock will show that moment: for timers, and beside times it has given. Epoch ms. */
export function onOurClock(at: number, clock: WrongClock | null | undefined): number {
  return at + (clock?.offByMs ?? 0);
}

/** "This machine’s clock is 10 min ahead". */
export function clockHeadline({ offByMs }: WrongClock): string {
  const off = span(offByMs);
  return offByMs > 0
    ? say('This machine’s clock is {off} ahead', { off })
    : say('This machine’s clock is {off} behind', { off });
}

/** What that means, and what to do. */
export const clockAdvice = (): string =>
  say('Until it is set right, ends are judged by the providers’ time.');
