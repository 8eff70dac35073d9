import type { JsonObject } from './canonical-json.ts';
import type { Document } from './document.ts';
import type { ProfileRecord } from './record.ts';

/** A record's bytes are made once: one edit of a large vault then costs one record, not all of them (D-C2). */
const written = new WeakMap<ProfileRecord, { id: string; bytes: Buffer }>();

/**
 * Gives the bytes of vault.json, one profile a line, so that a person can compare two of them. They hold until it is called
 * again: it writes into the memory of the last time, since eight megabytes of fresh memory cost more than filling them (D-C2).
 */
export function createSerializer(): (document: Document) => Uint8Array {
  let memory = Buffer.alloc(0);
  return (document) => {
    const parts = partsOf(document);
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    if (memory.length < size) memory = Buffer.allocUnsafeSlow(Math.ceil(size * headroom));
    let end = 0;
    for (const part of parts) {
      memory.set(part, end);
      end += part.length;
    }
    return memory.subarray(0, size);
  };
}

/** A vault that grows by single profiles finds the memory it needs most times. */
const headroom = 1.25;

function partsOf(document: Document): Buffer[] {
  const { version, key, order, settings, generation, marks, rest } = document;
  const head = {
    version,
    key: {
      id: key.id,
      check: key.check,
      fingerprint: key.fingerprint,
      ...(key.papers === null ? {} : { papers: key.papers }),
      slots: key.slots,
    },
    order,
    ...rest,
    settings,
    removed: removedJson(document),
    generation,
    marks,
    mac: document.mac,
  };
  const parts: Buffer[] = [Buffer.from(`${asciiJson(head).slice(0, -1)},"profiles":{\n`)];
  for (const [id, record] of document.profiles) parts.push(memberBytes(id, record));
  const [, first] = parts;
  if (first !== undefined) parts[1] = first.subarray(separator.length);
  parts.push(Buffer.from('\n}}\n'));
  return parts;
}

/**
 * JSON in ASCII alone: every mask has an ellipsis, one character beyond Latin-1 makes the engine hold the whole text in
 * two bytes each, and conf reads its file before each write (D-C2).
 */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const separator = ',\n';

/** With the separator before it. */
function memberBytes(id: string, record: ProfileRecord): Buffer {
  const known = written.get(record);
  if (known?.id === id) return known.bytes;
  const bytes = Buffer.from(`${separator}${asciiJson(id)}:${asciiJson(recordMember(record))}`);
  written.set(record, { id, bytes });
  return bytes;
}

function recordMember(record: ProfileRecord): JsonObject {
  return record.mac === null ? record.json : { ...record.json, mac: record.mac };
}

function removedJson(document: Document): JsonObject {
  const removed: JsonObject = {};
  for (const [id, { removedAt, record }] of document.removed) {
    removed[id] = { removedAt, record: recordMember(record) };
  }
  return removed;
}
