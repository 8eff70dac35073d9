import { pino } from 'pino';
import type { Log, LogFields } from '../ports.ts';
import { redact } from '../providers/redact.ts';

const levels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof levels)[number];

/** The level named by KEYWATCH_LOG, or the given one. */
export function logLevel(named: string | undefined, otherwise: LogLevel): LogLevel {
  return levels.find((level) => level === named) ?? otherwise;
}

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
