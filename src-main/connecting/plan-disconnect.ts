import type { DisconnectInput } from '../../src-shared/contract-connect.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import { hashOf } from '../linking/kept-record.ts';
import { configFile } from './config-file.ts';
import type { ConnectingParts } from './connecting-parts.ts';
import { fieldsShown } from './fields-shown.ts';
import { readConnection } from './kept-connection.ts';
import { aroundOf } from './meant-place.ts';
import { placeText } from './setting.ts';
import { toolNamed } from './tools.ts';
import { undone } from './undone.ts';
import { notInPlace, type Work } from './work.ts';

/** What undoing a connection changes. Throws `not_found` where there is none, `invalid_input` where it cannot be undone in place. */
export function planDisconnect(
  input: DisconnectInput,
  caller: Pick<Caller, 'door'>,
  parts: ConnectingParts,
): Work {
  const { vault, premises } = parts;
  const tool = toolNamed(input.tool);
  const { home } = aroundOf(input, caller, parts);
  const kept = readConnection(premises.directory, tool.id, vault);
  if (kept === null)
    throw new KeywatchError(
      'not_found',
      telling('{name} is not connected; nothing was changed; keywatch connect lists the tools.', {
        name: tool.name,
      }),
    );
  const file = configFile(kept.path, home);
  const places = kept.settings.map(({ at }) => at);
  const back = undone(tool.form, file.text, kept);
  if (back === null) throw notInPlace(file.path, places.map(placeText));
  const { text, left } = back;
  const fields = fieldsShown(
    file.text === null ? {} : tool.form.read(file.text),
    text === null ? {} : tool.form.read(text),
    places,
  );
  // Who made it readable for others since meant it so.
  const modeAfter = text === null ? null : file.mode === 0o600 ? (kept.modeBefore ?? file.mode) : file.mode;
  return {
    file,
    after: text,
    record: null,
    plan: {
      act: 'disconnect',
      tool: tool.id,
      name: tool.name,
      path: file.path,
      modeBefore: file.mode,
      modeAfter,
      fields,
      left,
      token: kept.token,
      providers: [...kept.providers],
      url: null,
      keeps: null,
      notes: [],
      changes: true,
      mark: hashOf(JSON.stringify([file, fields, left, kept.token])).slice(0, 32),
    },
  };
}
