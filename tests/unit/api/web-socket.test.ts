import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { closeSoon, endWhenGone } from '../../../src-main/api/web-socket.ts';

/** The far side of a connection that may have lost its far side. */
class Far extends EventEmitter {
  pings = 0;
  cut = false;
  answers = true;
  closed: unknown[] | null = null;
  ping() {
    this.pings++;
    if (this.answers) this.emit('pong');
  }
  close(...why: unknown[]) {
    this.closed = why;
  }
  terminate() {
    this.cut = true;
    this.emit('close');
  }
}

const asSocket = (far: Far) => far as unknown as WebSocket;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a browser that answers stays; one that vanished without a word is cut off within a minute and a half', () => {
  const far = new Far();
  endWhenGone(asSocket(far));
  vi.advanceTimersByTime(10 * 60_000);
  expect(far).toMatchObject({ cut: false, pings: 20 });
  far.answers = false;
  vi.advanceTimersByTime(90_000);
  expect(far.cut).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('one that is sent away hears why, and is cut off when it does not confirm it', () => {
  const far = new Far();
  closeSoon(asSocket(far), 4400, 'not a message of Keywatch');
  expect(far.closed).toEqual([4400, 'not a message of Keywatch']);
  vi.advanceTimersByTime(1_900);
  expect(far.cut).toBe(false);
  vi.advanceTimersByTime(200);
  expect(far.cut).toBe(true);

  const polite = new Far();
  closeSoon(asSocket(polite), 4400, 'again');
  polite.emit('close');
  vi.advanceTimersByTime(5_000);
  expect(polite.cut).toBe(false);
});
