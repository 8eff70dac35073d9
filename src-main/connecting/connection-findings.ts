import { telling } from '../../src-shared/say.ts';
import type { Found } from '../doctor/circumstances.ts';
import { keptOf, textOf } from './connect-acts.ts';
import type { ConnectingParts } from './connecting-parts.ts';
import { foundAgain } from './found-again.ts';
import { connectionPath, type ConnectionRecord } from './kept-connection.ts';
import { relayClosed } from './relay-closed.ts';
import { placeText } from './setting.ts';
import type { Tool } from './tool.ts';
import { tools } from './tools.ts';

/** What keeps connected tools from their keys, or lets them go past the relay; one finding a tool. None while the vault is locked. */
export function connectionFindings(parts: ConnectingParts): Found[] {
  if (parts.vault.state() === 'locked') return [];
  return tools.flatMap((tool) => {
    const kept = keptOf(tool, parts);
    if (kept === null) return [];
    return kept === 'closed' ? [notOpened(tool, parts)] : (findingOf(tool, kept, parts) ?? []);
  });
}

function notOpened({ id, name }: Tool, { premises }: ConnectingParts): Found {
  const path = connectionPath(premises.directory, id);
  return {
    id: 'connection_sealed',
    severity: 'warn',
    what: telling(
      'What stood in {name} before it was connected is kept, and this vault does not open it: the connection cannot be undone.',
      { name },
    ),
    where: path,
    remedy: telling('Put back the vault it was made with: keywatch backup list; or move that file away'),
  };
}

function findingOf(
  tool: Tool,
  { path, token, settings, url: there }: ConnectionRecord,
  { vault, files, relayState }: ConnectingParts,
): Found | null {
  const { id, name } = tool;
  const again = telling('Type: keywatch connect {id}; or put it back: keywatch connect --undo {id}', { id });
  if (!Object.hasOwn(vault.accessTokens(), token))
    return {
      id: 'connection_revoked',
      severity: 'bad',
      what: telling('{name} goes by the access token {token}, which was revoked: the relay refuses it.', {
        name,
        token,
      }),
      where: path,
      remedy: again,
    };
  const text = textOf(path, files.home);
  const document = text === null ? undefined : tool.form.read(text);
  const lost = settings.filter((each) => foundAgain(document, each, settings) === null);
  if (lost.length > 0)
    return {
      id: 'connection_changed',
      severity: 'warn',
      what: telling('{name} may go past the relay: {places} is not as it was set.', {
        name,
        places: lost.map(({ at }) => placeText(at)).join(', '),
      }),
      where: path,
      remedy: again,
    };
  const { url, opensOn } = relayState();
  const here = url ?? (opensOn === null ? null : `http://127.0.0.1:${opensOn}`);
  if (here !== null && here !== there)
    return {
      id: 'connection_changed',
      severity: 'bad',
      what: telling('{name} looks for the relay at {there}, and it is at {here}.', { name, there, here }),
      where: path,
      remedy: again,
    };
  return url === null ? relayClosed(tool, path) : null;
}
