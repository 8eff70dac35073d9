import { isJsonObject } from './canonical-json.ts';
import type { Document } from './document.ts';
import { entriesWith, textsIn } from './serving.ts';

/** Which profiles each reader may fetch, by the name it was linked as (D-B32). */
export type Grants = Readonly<Record<string, readonly string[]>>;

/** The name under which a vault.json keeps them; the mark of the whole covers it. */
export const grantsMember = 'grants';

/** What a document says that readers may fetch; what is no list of ids grants nothing. */
export function grantsOf({ rest }: Pick<Document, 'rest'>): Grants {
  const grants = rest[grantsMember];
  return isJsonObject(grants)
    ? Object.fromEntries(Object.entries(grants).map(([reader, json]) => [reader, textsIn(json)]))
    : {};
}

/** The document with other grants; the rest of it stays. */
export function withGrants(document: Document, grants: Grants): Document {
  const json = Object.fromEntries(Object.entries(grants).map(([reader, ids]) => [reader, [...ids]]));
  const isEmpty = Object.keys(json).length === 0;
  return { ...document, rest: entriesWith(document.rest, grantsMember, isEmpty ? null : json) };
}

/** The document with the grants of those ids alone that stay: a reader that is left nothing is no reader any more. */
export function grantingOnly(document: Document, stays: (id: string) => boolean): Document {
  const remaining = Object.entries(grantsOf(document))
    .map(([reader, ids]) => [reader, ids.filter(stays)] as const)
    .filter(([, ids]) => ids.length > 0);
  return withGrants(document, Object.fromEntries(remaining));
}
