import { liesThere, lyingAt, type Lying } from '../../src-main/service/files.ts';
import type { Does, Intent, ServiceFile } from '../../src-main/service/intent.ts';
import { take, type Manager, type Step } from '../../src-main/service/managers.ts';
import { typed } from '../../src-main/service/typed.ts';
import { schtasksLine } from '../../src-main/service/windows.ts';
import type { systemSpawn } from '../../src-main/machine/spawn.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { askOwner } from '../door.ts';

/** What the commands about the service have in common. */

export const asking: Command['options'] = {
  yes: { type: 'boolean', says: 'Do not ask.' },
  'dry-run': { type: 'boolean', says: 'Show what would be written and done, and do nothing.' },
};

/** What lies where a file belongs; `same`: just that file. */
export type State = Lying | 'same';
export const stateOf = (file: ServiceFile): State => (liesThere(file) ? 'same' : lyingAt(file.path));

/** Takes a step that must succeed. Throws `unreachable`. */
export async function taken(step: Step, spawn: ReturnType<typeof systemSpawn>): Promise<void> {
  const { ok, said } = await take(step, spawn);
  if (!ok)
    throw new KeywatchError(
      'unreachable',
      `${typed(step)} failed: ${said}; the files that were written were kept; type it yourself, or keywatch service uninstall`,
    );
}

/** Throws `bad_usage` for anything but yes. */
export async function agreed(host: Host, question: string, what: string): Promise<void> {
  if (await host.askYes(question)) return;
  throw new KeywatchError('bad_usage', `nothing was ${what}; everything is as before; answer y to go on`);
}

/** Whether a Keywatch answers for this data directory at this moment. */
export async function answers({ directory }: Host): Promise<boolean> {
  const owner = await askOwner(directory, 'keywatch service').catch(() => null);
  owner?.lost.catch(() => {});
  owner?.close();
  return owner !== null;
}

interface Outcome {
  does: Does;
  files: readonly { path: string; state: State; text?: string }[];
  /** Still to be typed. */
  steps: readonly Step[];
  installed: boolean;
}

export function done(manager: Manager, outcome: Outcome, lines: string[]): Done {
  const { steps, ...rest } = outcome;
  return {
    document: documentOf('service-change', { system: manager.name, ...rest, steps: steps.map(typed) }),
    lines: () => lines,
  };
}

/** Where Keywatch writes for no manager. */
export function toType(intent: Intent | null): Done {
  const line = intent === null ? null : schtasksLine(intent);
  return {
    document: documentOf('service-change', {
      system: null,
      does: intent?.does ?? null,
      files: [],
      installed: false,
      steps: line === null ? [] : [line],
    }),
    lines: () => [
      'Keywatch installs no service on this system; the app starts with your session, see its settings.',
      ...(line === null ? [] : ['To have the command line do it, type:', `  ${line}`]),
    ],
  };
}
