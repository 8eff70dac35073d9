import { pino } from 'pino';
import type { Log, LogFields } from '../ports.ts';
import { redact } from '../providers/redact.ts';
import type { LogLevel } from './log-level.ts';

export { logLevel, type LogLevel } from './log-level.ts';

/**
 * Remarks as JSON lines on stderr. Whatever looks like a credential is masked on the way, though nothing that writes
 * here is given one.
 */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const writer = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write });
  return {
    error: (what, fields = {}) => writer.error(clean(fields), redact(what)),
    warn: (what, fields = {}) => writer.warn(clean(fields), redact(what)),
    info: (what, fields = {}) => writer.info(clean(fields), redact(what)),
    debug: (what, fields = {}) => writer.debug(clean(fields), redact(what)),
  };
}

function clean(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]),
  );
}
