import type { ConnectionsInput } from '../../src-shared/contract-connect.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import type { ConnectingParts } from './connecting-parts.ts';
import type { Around, Tool } from './tool.ts';

/** Where the tools are that are meant. Throws `not_permitted` for a page that names a place: it names none. */
export function aroundOf(
  { around, file }: ConnectionsInput & { file?: string | undefined },
  { door }: Pick<Caller, 'door'>,
  { env, files, aroundGateway }: Pick<ConnectingParts, 'env' | 'files' | 'aroundGateway'>,
): Surroundings {
  if (door !== 'local' && (around !== undefined || file !== undefined))
    throw new KeywatchError(
      'not_permitted',
      telling(
        'A window changes a tool only where Keywatch finds it; nothing was changed; for another place type keywatch connect.',
      ),
    );
  const own = aroundGateway({ env, home: files.home });
  return around === undefined ? own : { ...own, ...around };
}

/** The configuration that is meant: the one that was named, else the one that is kept of, else where the tool looks. Throws `bad_usage`. */
export function fileMeant(
  tool: Tool,
  around: Around,
  named: string | undefined,
  kept: string | null,
): string {
  const path = named ?? kept ?? tool.file(around);
  if (path !== null) return path;
  throw new KeywatchError(
    'bad_usage',
    telling(
      '{name} has no place of its own for its configuration; nothing was changed; name the file with --file PATH.',
      { name: tool.name },
    ),
  );
}
