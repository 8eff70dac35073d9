import { commandLine, type Intent } from './intent.ts';

const names = { serve: 'Keywatch', check: 'Keywatch check' } as const;
const when = { serve: '/SC ONLOGON', check: '/SC MINUTE /MO 30' } as const;

/** What to type on Windows, where a task has no place for variables or limits: Keywatch writes none itself. */
export function schtasksLine(intent: Intent): string {
  const line = commandLine(intent)
    .map((word) => String.raw`\"${word}\"`)
    .join(' ');
  return `schtasks /Create /TN "${names[intent.does]}" ${when[intent.does]} /RL LIMITED /TR "${line}"`;
}
