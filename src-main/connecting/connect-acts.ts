import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type {
  Connection,
  ConnectionApplyInput,
  ConnectionInput,
  ConnectionPlan,
  ConnectionsInput,
  ConnectionState,
} from '../../src-shared/contract-connect.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import { clearLeftovers } from '../linking/file-writes.ts';
import { newToken } from '../relay/access-token.ts';
import { carryOut } from './carry-out.ts';
import { configFile } from './config-file.ts';
import type { ConnectingParts } from './connecting-parts.ts';
import { readConnection, type ConnectionRecord } from './kept-connection.ts';
import { aroundOf } from './meant-place.ts';
import { planConnect } from './plan-connect.ts';
import { planDisconnect } from './plan-disconnect.ts';
import { standsStill } from './standing.ts';
import type { Around, Tool } from './tool.ts';
import { tools } from './tools.ts';
import type { Work } from './work.ts';

type By = Pick<Caller, 'door'>;

/** What is to be done to a tool's configuration; `token` is the access token it gets where one is made. */
export function planFor(input: ConnectionInput, caller: By, parts: ConnectingParts, token?: string): Work {
  return input.act === 'connect'
    ? planConnect(input, caller, parts, token)
    : planDisconnect(input, caller, parts);
}

/** Does it as it was shown. Throws `busy` where it is not that any more. */
export function apply(input: ConnectionApplyInput, caller: By, parts: ConnectingParts): ConnectionPlan {
  const token = input.act === 'connect' ? newToken(parts.random) : null;
  const work = planFor(input, caller, parts, token ?? undefined);
  if (work.plan.mark !== input.mark)
    throw new KeywatchError(
      'busy',
      telling(
        'The tool’s configuration or the vault was changed since this was shown; nothing was changed; look at it anew.',
      ),
    );
  const { isAlive } = parts.aroundGateway({ env: {}, home: '/' });
  clearLeftovers([work.file], isAlive);
  if (!work.plan.changes) return work.plan;
  carryOut(work, token, parts);
  parts.lookAgain();
  return work.plan;
}

/** Every tool that can be connected, and how it stands. */
export function connections(input: ConnectionsInput, caller: By, parts: ConnectingParts): Connection[] {
  const around = aroundOf(input, caller, parts);
  return tools.map((tool) => {
    const kept = keptOf(tool, parts);
    const record = kept === 'closed' ? null : kept;
    return {
      tool: tool.id,
      name: tool.name,
      state: kept === 'closed' ? 'changed' : stateOf(tool, around, record, parts),
      path: record?.path ?? tool.file(around),
      providers: [...(record?.providers ?? Object.keys(tool.providers))],
      token: record?.token ?? null,
    };
  });
}

/** What is kept of a tool, `closed` where this vault does not open it. */
export function keptOf(
  { id }: Tool,
  { premises, vault }: ConnectingParts,
): ConnectionRecord | 'closed' | null {
  try {
    return readConnection(premises.directory, id, vault);
  } catch (error) {
    if (error instanceof KeywatchError && error.code === 'sealed') return 'closed';
    throw error;
  }
}

function stateOf(
  tool: Tool,
  around: Around,
  record: ConnectionRecord | null,
  { vault, relayState }: ConnectingParts,
): ConnectionState {
  if (record === null) return isThere(tool, around) ? 'ready' : 'absent';
  const { url, opensOn } = relayState();
  const isElsewhere =
    opensOn !== null ? !record.url.endsWith(`:${opensOn}`) : url !== null && url !== record.url;
  return !isElsewhere && standsStill(tool, { text: textOf(record.path, around.home) }, record, vault)
    ? 'connected'
    : 'changed';
}

function isThere(tool: Tool, around: Around): boolean {
  const path = tool.file(around);
  const signs = tool.signs?.(around) ?? (path === null ? [] : [dirname(path)]);
  return path === null || signs.some((each) => existsSync(each));
}

/** What stands in a configuration; null where it is not to be read: the reason is told by whoever changes it. */
export function textOf(path: string, home: string): string | null {
  try {
    return configFile(path, home).text;
  } catch (error) {
    if (error instanceof KeywatchError) return null;
    throw error;
  }
}
