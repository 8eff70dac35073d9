/** From nothing at all to everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The level named by KEYWATCH_LOG, or the given one. */
export function logLevel(named: string | undefined, otherwise: LogLevel): LogLevel {
  return logLevels.find((level) => level === named) ?? otherwise;
}
