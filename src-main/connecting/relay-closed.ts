import { telling } from '../../src-shared/say.ts';
import type { Found } from '../doctor/circumstances.ts';
import type { Tool } from './tool.ts';

/** A tool that goes by a relay which nobody has open. */
export const relayClosed = ({ id, name }: Pick<Tool, 'id' | 'name'>, path: string): Found => ({
  id: 'relay_closed',
  severity: 'warn',
  what: telling('{name} goes by the relay, which is closed: it reaches no provider.', { name }),
  where: path,
  remedy: telling(
    'Open Keywatch or type keywatch relay --keep, or put the tool back: keywatch connect --undo {id}',
    { id },
  ),
});
