import type { Clock } from '../ports.ts';
import type { Desk } from './exchange.ts';
import { openRelayServer, type RelayServer } from './relay-server.ts';
import type { FromRelay, Given, Opening, Passed, ToRelay, Verdict } from './wire.ts';

/** The thread's end of the line to the core. */
export interface Line {
  say(message: FromRelay): void;
  onMessage(listener: (message: ToRelay) => void): void;
  /** Ends this thread. */
  end(): void;
}

/** What was passed on is told a few times a second, not each by itself. Milliseconds. */
const tellEveryMs = 250;

/** Runs the relay's server in a thread of its own (D-C12): it asks the core for a key for each request, and keeps none. */
export function runRelay(line: Line, clock: Clock): void {
  let server: RelayServer | null = null;
  let n = 0;
  const leases = new Map<number, (given: Given) => void>();
  const verdicts = new Map<number, (verdict: Verdict) => void>();
  let passed: Passed[] = [];

  const desk: Desk = {
    lease: (wish) =>
      new Promise((resolve) => {
        leases.set(++n, resolve);
        line.say({ type: 'wish', n, wish });
      }),
    judge: (heard) =>
      new Promise((resolve) => {
        verdicts.set(++n, resolve);
        line.say({ type: 'heard', n, heard });
      }),
    note: (heard) => line.say({ type: 'heard', n: null, heard }),
  };

  function onPassed(one: Passed): void {
    passed.push(one);
    if (passed.length > 1) return;
    clock.after(tellEveryMs, () => {
      line.say({ type: 'passed', passed });
      passed = [];
    });
  }

  const open = async (opening: Opening) => {
    try {
      server = await openRelayServer({ ...opening, clock, desk, onPassed });
      line.say({ type: 'listening', port: server.port });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      line.say({ type: 'refused', code });
    }
  };

  line.onMessage((message) => {
    switch (message.type) {
      case 'open':
        return void open(message);
      case 'rules':
        return server?.setRules(message.rules);
      case 'given':
        return settle(leases, message.n, message.given);
      case 'verdict':
        return settle(verdicts, message.n, message.verdict);
      case 'close':
        return void (server?.close() ?? Promise.resolve()).then(line.end, line.end);
    }
  });
}

function settle<T>(waiting: Map<number, (value: T) => void>, n: number, value: T): void {
  waiting.get(n)?.(value);
  waiting.delete(n);
}
