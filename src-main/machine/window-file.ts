import { existsSync, readFileSync } from 'node:fs';
import type { WindowSettings } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { columnName, completeWindowSettings, defaultWindowSettings } from '../../src-shared/settings.ts';
import type { Log, WindowFile } from '../ports.ts';
import { writeFileSync } from '../vault/replace-file.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';

/** window.json: losing it loses widths, never a credential. What of it cannot be read stands at its default. */
export function openWindowFile(path: string, log: Log): WindowFile {
  return {
    read() {
      if (!existsSync(path)) return defaultWindowSettings;
      try {
        return completeWindowSettings(readable(JSON.parse(readFileSync(path, 'utf8'))));
      } catch (error) {
        log.warn('window.json could not be read; the window starts with its defaults', {
          error: error instanceof Error ? error.name : 'unknown',
        });
        return defaultWindowSettings;
      }
    },
    write(settings) {
      try {
        writeFileSync(path, JSON.stringify(settings), { mode: 0o600 });
      } catch (cause) {
        throw new KeywatchError(
          'write_failed',
          telling(
            'How the window is arranged could not be kept: {why}; it is as it was before; make room or give access to {path}.',
            { why: whyNotWritten(cause), path },
          ),
          {},
          { cause },
        );
      }
    },
  };
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isColumn = (value: unknown): value is string => typeof value === 'string' && columnName.test(value);

const yesOrNo = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

/** The same forms as the contract's schema, in plain code: a door would refuse to give out any other. */
const readers: { [K in keyof WindowSettings]: (value: unknown) => WindowSettings[K] | undefined } = {
  columns: (value) => {
    if (!isMembers(value)) return undefined;
    const widths = Object.entries(value).filter(
      (entry): entry is [string, number] => isColumn(entry[0]) && typeof entry[1] === 'number',
    );
    return Object.fromEntries(widths);
  },
  hidden: (value) => (Array.isArray(value) ? value.filter(isColumn) : undefined),
  sort: (value) => {
    if (!isMembers(value)) return value === null ? null : undefined;
    const { column, descending } = value;
    return isColumn(column) && typeof descending === 'boolean' ? { column, descending } : undefined;
  },
  grouped: yesOrNo,
  recoveryOffered: yesOrNo,
  lookedAround: yesOrNo,
  setupDismissed: yesOrNo,
  privacy: yesOrNo,
  singleKeys: yesOrNo,
};

function readable(json: unknown): Partial<WindowSettings> {
  if (!isMembers(json)) return {};
  const read = Object.entries(readers).map(([name, reader]) => [name, reader(json[name])] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}
