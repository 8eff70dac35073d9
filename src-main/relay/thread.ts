import type { FromRelay, ToRelay } from './wire.ts';

/** The core's end of the line to the relay's thread. */
export interface RelayThread {
  say(message: ToRelay): void;
  onMessage(listener: (message: FromRelay) => void): void;
  /** It ended, wished or not. */
  onEnd(listener: () => void): void;
  /** Ends it, whatever it does. */
  end(): Promise<void>;
}

/** Starts such a thread. */
export type StartRelay = () => RelayThread;
