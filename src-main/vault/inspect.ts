import { telling } from '../../src-shared/say.ts';
import type { DataKey } from './data-key.ts';
import { sameText } from './data-key.ts';
import type { Document } from './document.ts';
import { documentMac, markOf, whyNotTrusted } from './mac.ts';
import type { ProfileRecord } from './record.ts';

export interface Inspection {
  /** Records not to be used, and why; those of removed profiles too. */
  distrusted: Map<ProfileRecord, string>;
  /** The mark of the whole is right: nothing but profiles can have been changed outside. */
  proven: boolean;
  /** What is odd about the document as a whole, each a sentence; nothing of it is prevented (D-A2). */
  oddities: string[];
}

/** Proves every record and the document under the data key (D-A2). */
export function inspect(key: DataKey, document: Document): Inspection {
  const listed = new Set(document.marks);
  const distrusted = new Map<ProfileRecord, string>();
  const met = new Set<string>();
  const check = (id: string, record: ProfileRecord) => {
    const why = whyNotTrusted(key, id, record, listed);
    if (why !== null) distrusted.set(record, why);
    else if (record.mac !== null) met.add(markOf(record.mac));
  };
  for (const [id, record] of document.profiles) check(id, record);
  for (const [id, { record }] of document.removed) check(id, record);

  const oddities: string[] = [];
  const proven = document.mac !== null && sameText(document.mac, documentMac(key, document));
  if (!proven) {
    oddities.push(telling('The settings, the order or the list of profiles were changed outside Keywatch.'));
  }
  const missing = listed.size - met.size - distrusted.size;
  if (missing > 0) {
    oddities.push(
      missing === 1
        ? telling('One profile was taken out outside Keywatch.')
        : telling('{missing} profiles were taken out outside Keywatch.', { missing }),
    );
  }
  return { distrusted, proven, oddities };
}
