import { isDeepStrictEqual } from 'node:util';
import type { ConnectInput } from '../../src-shared/contract-connect.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { usualRelayPort } from '../../src-shared/relay-words.ts';
import { telling } from '../../src-shared/say.ts';
import type { Caller } from '../core.ts';
import { hashOf } from '../linking/kept-record.ts';
import { tokenPrefix } from '../relay/access-token.ts';
import { configFile } from './config-file.ts';
import type { ConnectingParts } from './connecting-parts.ts';
import { fieldsShown } from './fields-shown.ts';
import { entriesOn } from './found-again.ts';
import { readConnection, type ConnectionRecord, type KeptSetting } from './kept-connection.ts';
import { aroundOf, fileMeant } from './meant-place.ts';
import { providersMeant, storedOf } from './providers-meant.ts';
import { depthOf, placeText, valueAt, withSetting, type Json, type Setting } from './setting.ts';
import { standsStill } from './standing.ts';
import type { Seen, Tool } from './tool.ts';
import { toolNamed } from './tools.ts';
import { undone } from './undone.ts';
import { notInPlace, notWhole, type Work } from './work.ts';

/** What stands in a plan where the access token will: it is made when the plan is carried out. */
const tokenToBe = `${tokenPrefix}to-be-made`;

/** What connecting a tool changes; `token` is the access token it gets. Throws a KeywatchError that says why it cannot be done. */
export function planConnect(
  input: ConnectInput,
  caller: Pick<Caller, 'door'>,
  parts: ConnectingParts,
  token: string = tokenToBe,
): Work {
  const { vault, premises } = parts;
  const tool = toolNamed(input.tool);
  const around = aroundOf(input, caller, parts);
  const kept = readConnection(premises.directory, tool.id, vault);
  const file = configFile(fileMeant(tool, around, input.file, kept?.path ?? null), around.home);
  if (kept !== null && kept.path !== file.path) throw connectedElsewhere(tool, kept.path);
  const meant = providersMeant(
    tool,
    input.providers.length > 0 ? input.providers : (kept?.providers ?? []),
    vault,
  );
  const { url, keeps } = addressOf(parts);
  const name = kept?.token ?? freeName(tool.id, vault.accessTokens());

  const back = kept === null ? { text: file.text } : undone(tool.form, file.text, kept);
  if (back === null) throw notInPlace(file.path, kept?.settings.map(({ at }) => placeText(at)) ?? []);
  const before = tool.form.read(back.text ?? '');
  if (before === undefined) throw notWhole(file.path);
  const asked = new Set<string>();
  const settings = tool.settings(before, {
    token,
    providers: meant,
    around,
    base(provider) {
      asked.add(provider);
      return `${url}${tool.providers[provider] ?? ''}`;
    },
  });
  // A tool that lists no model of a provider needs no token for it.
  const providers = meant.filter((id) => asked.has(id));
  const isCurrent =
    kept !== null &&
    keeps === null &&
    kept.url === url &&
    kept.settings.length === settings.length &&
    isDeepStrictEqual(kept.providers, providers) &&
    standsStill(tool, file, kept, vault);
  const { text, kept: keptSettings } = applied(tool, back.text ?? '', settings, file.path);
  const record: ConnectionRecord = {
    version: 1,
    tool: tool.id,
    path: file.path,
    token: name,
    providers,
    url,
    before: back.text,
    modeBefore: kept === null ? file.mode : kept.modeBefore,
    after: hashOf(text),
    settings: keptSettings,
  };
  const fields = isCurrent
    ? []
    : fieldsShown(
        file.text === null ? {} : tool.form.read(file.text),
        tool.form.read(text),
        [...(kept?.settings ?? []), ...settings].map(({ at }) => at),
      );
  return {
    file,
    after: text,
    record,
    plan: {
      act: 'connect',
      tool: tool.id,
      name: tool.name,
      path: file.path,
      modeBefore: file.mode,
      modeAfter: 0o600,
      fields,
      left: [],
      token: name,
      providers,
      url,
      keeps,
      notes: isCurrent ? [] : notesOf(tool, { around, document: before, providers }, keeps, parts),
      changes: !isCurrent,
      mark: hashOf(JSON.stringify([file, fields, name, providers, url, keeps, isCurrent])).slice(0, 32),
    },
  };
}

function notesOf(tool: Tool, seen: Seen, keeps: number | null, parts: ConnectingParts): string[] {
  const { providers } = seen;
  const stored = storedOf(providers, parts.vault);
  const without = providers.filter((id) => !stored.includes(id));
  return [
    telling(
      'The access token stands in clear in that file, which only you may read: it works on this machine alone, for {providers} alone, until it is revoked.',
      { providers: providers.join(', ') },
    ),
    ...(keeps === null
      ? []
      : [
          telling('From then on the relay opens on port {port} whenever Keywatch keeps watch.', {
            port: String(keeps),
          }),
        ]),
    ...(without.length === 0
      ? []
      : [
          telling('Keywatch has no key of {providers} yet: keywatch auth add stores one.', {
            providers: without.join(', '),
          }),
        ]),
    ...(tool.notes?.(seen) ?? []),
  ];
}

/** The text with all settings, one after another, and what each took the place of. */
function applied(
  tool: Tool,
  before: string,
  settings: readonly Setting[],
  path: string,
): { text: string; kept: KeptSetting[] } {
  const kept: KeptSetting[] = [];
  let text = before;
  for (const { at, value } of settings) {
    const document = tool.form.read(text);
    const former = valueAt(document, at);
    const after = withSetting(tool.form, text, at, value);
    if (after === null)
      throw notInPlace(
        path,
        settings.map((each) => placeText(each.at)),
      );
    kept.push({
      at,
      value,
      ...(former === undefined ? {} : { former: { value: former as Json } }),
      depth: depthOf(document, at),
      entries: entriesOn(document, at, settings),
    });
    text = after;
  }
  return { text, kept };
}

/** Where the relay is, or will be, and the port that it has to be kept on for that. */
function addressOf({ relayState }: ConnectingParts): { url: string; keeps: number | null } {
  const { url, opensOn } = relayState();
  const port = opensOn ?? (url === null ? usualRelayPort : Number(new URL(url).port));
  return { url: `http://127.0.0.1:${port}`, keeps: opensOn === null ? port : null };
}

/** The tool's own name, or that with a number behind it where somebody named a token so. */
function freeName(id: string, taken: Readonly<Record<string, unknown>>): string {
  let name = id;
  for (let count = 2; Object.hasOwn(taken, name); count += 1) name = `${id}-${count}`;
  return name;
}

const connectedElsewhere = ({ id, name }: Tool, path: string): KeywatchError =>
  new KeywatchError(
    'duplicate',
    telling(
      '{name} is connected already, by {path}; nothing was changed; undo that first with keywatch connect --undo {id}.',
      { name, path, id },
    ),
    { path },
  );
