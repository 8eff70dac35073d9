import type { Clock } from '../ports.ts';
import { gather } from './gathered.ts';
import { holdLeases } from './held-leases.ts';
import { openRelayServer, type RelayServer } from './relay-server.ts';
import type { FromRelay, Given, Heard, Opening, Passed, ToRelay, Use, Verdict, Wish } from './wire.ts';

/** The thread's end of the line to the core. */
export interface Line {
  say(message: FromRelay): void;
  onMessage(listener: (message: ToRelay) => void): void;
  /** Ends this thread. */
  end(): void;
}

/** What was passed on is told a few times a second, not each by itself. Milliseconds. */
const tellEveryMs = 250;

/** Runs the relay's server in a thread of its own (D-C12): it asks the core for the keys, and holds one no longer than a second. */
export function runRelay(line: Line, clock: Clock, collect?: () => void): void {
  let server: RelayServer | null = null;
  let n = 0;
  const leases = new Map<number, (given: Given) => void>();
  const verdicts = new Map<number, (verdict: Verdict) => void>();
  const ended = gather();
  let telling = false;

  const asking = {
    lease: (wish: Wish) =>
      new Promise<Given>((resolve) => {
        leases.set(++n, resolve);
        line.say({ type: 'wish', n, wish });
      }),
    judge: (heard: Heard) =>
      new Promise<Verdict>((resolve) => {
        verdicts.set(++n, resolve);
        line.say({ type: 'heard', n, heard });
      }),
    tell: (heard: Heard) => line.say({ type: 'heard', n: null, heard }),
    used: (uses: readonly Use[]) => line.say({ type: 'used', uses }),
  };
  const desk = holdLeases(asking, clock, tellEveryMs);

  function onEnded(one: Passed): void {
    ended.add(one);
    if (telling) return;
    telling = true;
    clock.after(tellEveryMs, tellEnded);
  }

  function tellEnded(): void {
    telling = false;
    const { passed, turned } = ended.take();
    if (passed.length > 0) line.say({ type: 'passed', passed });
    if (turned !== null) line.say({ type: 'turned', ...turned });
  }

  const onFault = (error: unknown) => line.say({ type: 'fault', error: kindOf(error) });

  async function close(): Promise<void> {
    await server?.close();
    desk.flush();
    tellEnded();
    line.end();
  }

  const open = async (opening: Opening) => {
    try {
      server = await openRelayServer({ ...opening, clock, desk, onEnded, onFault, collect });
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
      case 'forget':
        return desk.forget();
      case 'close':
        return void close();
    }
  });
}

function settle<T>(waiting: Map<number, (value: T) => void>, n: number, value: T): void {
  waiting.get(n)?.(value);
  waiting.delete(n);
}

/** What sort of error it is, and nothing that it says. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
