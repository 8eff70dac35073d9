import type { Log, LogFields } from '../src-main/ports.ts';
import { logLevels, type LogLevel } from '../src-main/machine/log-level.ts';

/**
 * The log of a command that ends at once: the writer is loaded with the first remark that is wanted, since most
 * commands make none. `settled` resolves when every remark is out.
 */
export function lateLog(
  level: LogLevel,
  write: (text: string) => void,
): Log & { settled(): Promise<unknown> } {
  const wanted = logLevels.indexOf(level);
  const underWay: Promise<void>[] = [];
  let writer: Promise<Log> | null = null;
  const remark = (name: Exclude<LogLevel, 'silent'>) => (what: string, fields?: LogFields) => {
    if (logLevels.indexOf(name) > wanted) return;
    writer ??= import('../src-main/machine/log.ts').then(({ createLog }) => createLog(level, write));
    underWay.push(writer.then((log) => log[name](what, fields)));
  };
  return {
    error: remark('error'),
    warn: remark('warn'),
    info: remark('info'),
    debug: remark('debug'),
    settled: () => Promise.all(underWay),
  };
}
