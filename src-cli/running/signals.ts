import { readFileSync } from 'node:fs';
import { isTerminal } from '../streams.ts';

/** Those that a program may be sent by name. The terminal's own way to stop and to size it reaches the program by itself. */
const passedOn = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
type PassedOn = (typeof passedOn)[number];

/** A terminal sends these to every program in its foreground at once. */
const byKeyboard: ReadonlySet<PassedOn> = new Set(['SIGINT', 'SIGQUIT']);

/**
 * Keeps this process alive through signals and passes them on; those of the keyboard only where no terminal did so already, so
 * that the program gets each once. Gives the way to stop.
 */
export function passSignals(send: (signal: PassedOn) => void): () => void {
  const heard = passedOn
    .filter((signal) => process.platform !== 'win32' || signal === 'SIGINT' || signal === 'SIGTERM')
    .map((signal) => {
      const act = () => {
        if (!byKeyboard.has(signal) || !inForeground()) send(signal);
      };
      process.on(signal, act);
      return () => process.off(signal, act);
    });
  return () => {
    for (const stop of heard) stop();
  };
}

/** Whether the keys of a terminal reach this process. Linux tells; elsewhere it is so where a stream is one. */
function inForeground(): boolean {
  try {
    const status = readFileSync('/proc/self/stat', 'utf8');
    const [, , group, , terminal, foreground] = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return terminal !== '0' && group === foreground;
  } catch {
    return ([0, 1, 2] as const).some(isTerminal);
  }
}
