import { createHmac } from 'node:crypto';
import { telling } from '../../src-shared/say.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';
import { sameText, type DataKey } from './data-key.ts';
import type { Document } from './document.ts';
import type { ProfileRecord } from './record.ts';

const markLength = 16;

/** The mark of a profile's record: HMAC-SHA-256 over its id and the canonical JSON of all but `mac` (D-A2). Base64. */
export function profileMac(key: DataKey, id: string, json: JsonObject): string {
  const { mac: _, ...marked } = json;
  return macOver(key, id, canonicalJson(marked));
}

function macOver(key: DataKey, id: string, canonical: string): string {
  return createHmac('sha256', key.mac).update(`keywatch/v1|profile|${id}|${canonical}`).digest('base64');
}

/** What we wrote is canonical with the mark last: its own text, less the mark, is tried before anything is sorted. */
function hasRightMac(key: DataKey, id: string, { json, mac }: ProfileRecord): boolean {
  if (mac === null) return false;
  const text = JSON.stringify(json);
  const ending = `,"mac":"${mac}"}`;
  if (text.endsWith(ending) && sameText(mac, macOver(key, id, `${text.slice(0, -ending.length)}}`)))
    return true;
  return sameText(mac, profileMac(key, id, json));
}

/** The part of a profile's mark that the document lists. */
export function markOf(mac: string): string {
  return mac.slice(0, markLength);
}

/** The mark of the whole: everything but the profiles' own text, which the listed marks stand for, and the slots (D-A2). */
export function documentMac(key: DataKey, document: Document): string {
  const removed: JsonObject = {};
  for (const [id, { removedAt, record }] of document.removed) removed[id] = [removedAt, record.mac];
  const order: JsonObject = {};
  for (const [provider, ids] of Object.entries(document.order)) order[provider] = [...ids];
  const { fingerprint, papers } = document.key;
  return createHmac('sha256', key.mac)
    .update('keywatch/v1|document|')
    .update(
      canonicalJson({
        version: document.version,
        key: {
          id: document.key.id,
          fingerprint: fingerprint === null ? null : { ...fingerprint },
          // Documents from before there were papers keep their mark.
          ...(papers === null ? {} : { papers: { ...papers } }),
        },
        generation: document.generation,
        settings: document.settings,
        rest: document.rest,
        order,
        removed,
      }),
    )
    .update('|marks|')
    .update(document.marks.join())
    .digest('base64');
}

/** Why a record is not used; null when its mark is right and the document lists it. */
export function whyNotTrusted(
  key: DataKey,
  id: string,
  record: ProfileRecord,
  listed: ReadonlySet<string>,
): string | null {
  if (record.problem !== null) return record.problem;
  if (record.mac === null || !hasRightMac(key, id, record))
    return telling('its record was changed outside Keywatch');
  return listed.has(markOf(record.mac))
    ? null
    : telling('its record is an older one put back, or was copied in');
}
