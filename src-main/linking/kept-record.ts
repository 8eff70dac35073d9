import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { fieldsOf } from '../gateways/stores/credential.ts';
import { parseJson, readPeerFile } from '../gateways/stores/peer-file.ts';
import type { Vault } from '../vault/vault.ts';
import type { Edit } from './json-text.ts';

/** One change of a file, by the marks of what it was and became; undoing it gives the bytes of before. */
export interface Step {
  before: string;
  after: string;
  undo: readonly Edit[];
}

/** What stood in a store before it was linked. It holds secrets: it lies sealed. */
export interface FormerProfile {
  store: string;
  agent: string;
  id: string;
  refName: string;
  /** The profile of the vault that is referred to. */
  as: string;
  former: readonly string[];
  /** Where a database holds it, what its gateway's own command takes to put it back. */
  inDatabase?: {
    provider: string;
    /** It stood in the database that all agents share. */
    isShared: boolean;
    /** Putting it back was begun: it may stand nowhere. */
    begun?: true;
  };
}

/** The secret that stood there; empty where none did. */
export function secretIn({ former }: Pick<FormerProfile, 'former'>): string {
  const fields = fieldsOf(parseJson(`{${former.join(',')}}`).value) ?? {};
  return Object.values(fields).find((value) => typeof value === 'string') ?? '';
}

/** What `unlink` needs of what `link` did. */
export interface LinkRecord {
  version: 1;
  gateway: string;
  stateDir: string;
  profiles: readonly FormerProfile[];
  /** By the path of the file; the newest last. */
  steps: Readonly<Record<string, readonly Step[]>>;
}

/** Where in the data directory what stood in gateways is kept. */
export const linksFolder = 'links';

export const recordPath = (directory: string, reader: string): string =>
  join(directory, linksFolder, `${reader}.json`);

const paperName = (reader: string) => `link ${reader}`;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The record of a link; `none` where there is none, `closed` where it lies there and does not open. */
export function readRecord(
  directory: string,
  reader: string,
  vault: Pick<Vault, 'openPaper'>,
): LinkRecord | 'none' | 'closed' {
  const file = readPeerFile(recordPath(directory, reader));
  if (file === null) return 'none';
  const paper = fieldsOf(parseJson(file.text ?? '').value)?.['paper'];
  const text = typeof paper === 'string' ? vault.openPaper(paperName(reader), paper) : null;
  const record: unknown = text === null ? null : parseJson(text).value;
  return isRecord(record) ? record : 'closed';
}

/** Its text was sealed by us: what opens is whole, and only its version may be another. */
function isRecord(value: unknown): value is LinkRecord {
  return fieldsOf(value)?.['version'] === 1;
}

/** The text of a record's file: whose it is in clear, what stood there sealed. */
export function recordText(record: LinkRecord, reader: string, vault: Pick<Vault, 'sealPaper'>): string {
  const { version, gateway, stateDir } = record;
  const paper = vault.sealPaper(paperName(reader), JSON.stringify(record));
  return `${JSON.stringify({ version, reader, gateway, stateDir, paper }, null, 2)}\n`;
}

/** The steps that still lead to a file as it is now. */
export function stepsTo(steps: readonly Step[], now: string): Step[] {
  const present = hashOf(now);
  return steps.slice(0, steps.findLastIndex(({ after }) => after === present) + 1);
}

/** The steps with one more. What others changed since cannot be undone to the byte: then the chain begins anew. */
export function followed(
  steps: readonly Step[],
  { before, after }: { before: string | null; after: string },
  undo: readonly Edit[],
): Step[] {
  const was = before ?? '';
  return [...stepsTo(steps, was), { before: hashOf(was), after: hashOf(after), undo }];
}

export function closedRecord(path: string): KeywatchError {
  return new KeywatchError(
    'sealed',
    telling(
      'What stood in this gateway before it was linked is kept in {path}, which this vault does not open; nothing was changed; put back the vault it was made with, or move that file away',
      { path },
    ),
    { path },
  );
}
