import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf } from '../gateways/stores/credential.ts';
import { parseJson, readPeerFile } from '../gateways/stores/peer-file.ts';
import type { Vault } from '../vault/vault.ts';
import type { Json, Setting } from './setting.ts';

/** What Keywatch set at a place, and what stood there. */
export interface KeptSetting extends Setting {
  /** Absent where nothing stood there. */
  former?: { value: Json };
  /** How much of the place was there before: what is left empty beyond it goes again. */
  depth: number;
  /** By the index of a step into a list: how the entry is known again (see `found-again.ts`). */
  entries: Readonly<Record<number, string>>;
}

/** What undoing a connection needs. It holds an access token, and may hold keys that stood there: it lies sealed. */
export interface ConnectionRecord {
  version: 1;
  tool: string;
  path: string;
  /** The name of its access token. */
  token: string;
  providers: readonly string[];
  /** The relay's address that it got. */
  url: string;
  /** The whole text of before; null where there was no file. */
  before: string | null;
  modeBefore: number | null;
  /** The mark of what was written. */
  after: string;
  settings: readonly KeptSetting[];
}

/** Where in the data directory what stood in tools is kept. */
export const connectionsFolder = 'connections';

const paperName = (tool: string) => `connection ${tool}`;

export const connectionPath = (directory: string, tool: string): string =>
  join(directory, connectionsFolder, `${tool}.json`);

/** The record of a tool; null where there is none. Throws `vault_locked`, and `sealed` where this vault does not open it. */
export function readConnection(
  directory: string,
  tool: string,
  vault: Pick<Vault, 'openPaper'>,
): ConnectionRecord | null {
  const path = connectionPath(directory, tool);
  const file = readPeerFile(path);
  if (file === null) return null;
  const paper = fieldsOf(parseJson(file.text ?? '').value)?.['paper'];
  const text = typeof paper === 'string' ? vault.openPaper(paperName(tool), paper) : null;
  const record: unknown = text === null ? null : parseJson(text).value;
  if (isRecord(record)) return record;
  throw new KeywatchError(
    'sealed',
    telling(
      'What stood in this tool before it was connected is kept in {path}, which this vault does not open; nothing was changed; put back the vault it was made with, or move that file away',
      { path },
    ),
    { path },
  );
}

/** Its text was sealed by us: what opens is whole, and only its version may be another. */
function isRecord(value: unknown): value is ConnectionRecord {
  return fieldsOf(value)?.['version'] === 1;
}

/** The text of a record's file: whose it is in clear, what stood there sealed. */
export function connectionText(record: ConnectionRecord, vault: Pick<Vault, 'sealPaper'>): string {
  const { version, tool, path } = record;
  const paper = vault.sealPaper(paperName(tool), JSON.stringify(record));
  return `${JSON.stringify({ version, tool, path, paper }, null, 2)}\n`;
}
