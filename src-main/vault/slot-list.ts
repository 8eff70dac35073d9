import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import type { SlotType } from '../../src-shared/words.ts';
import type { JsonObject } from './canonical-json.ts';
import { readSlot } from './document.ts';
import type { WrappedSlot } from './slot.ts';

/** One of the document's slots by its name. */
export interface ListedSlot {
  /** Its type, or `recovery`, with a number where there are several: `passphrase-2`. */
  readonly id: string;
  /** Null for one of a later Keywatch, which is kept. */
  readonly type: SlotType | null;
  /** A printed code: a passphrase slot of its own kind. */
  readonly recovery: boolean;
  /** Epoch ms; null in files from before slots had names. */
  readonly addedAt: number | null;
  readonly json: JsonObject;
  /** Null where its form is not known here. */
  readonly wrapped: WrappedSlot | null;
}

const idPattern = /^[a-z][a-z0-9-]{0,39}$/;

/** The slots in the order they are kept; those without a name are given the one they will get with the next change. */
export function listSlots(slots: readonly JsonObject[]): ListedSlot[] {
  const taken = new Set(slots.flatMap((json) => namedId(json) ?? []));
  const used = new Set<string>();
  return slots.map((json) => {
    const wrapped = readSlot(json);
    const recovery = json['recovery'] === true;
    const own = namedId(json);
    const id = own !== null && !used.has(own) ? own : freeId(recovery ? 'recovery' : typeOf(json), taken);
    taken.add(id);
    used.add(id);
    const addedAt = typeof json['addedAt'] === 'number' ? json['addedAt'] : null;
    return { id, type: wrapped?.type ?? null, recovery, addedAt, json, wrapped };
  });
}

/** The first name that no slot has: `passphrase`, then `passphrase-2`. */
export function freeId(base: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** A slot as the document keeps it, under its name. */
export function namedJson({ id, addedAt, json }: ListedSlot): JsonObject {
  return { ...json, id, ...(addedAt === null ? {} : { addedAt }) };
}

/** What tells a slot from one that had its name before. */
export function identityOf({ id, addedAt }: ListedSlot): string {
  return `${id} ${addedAt ?? ''}`;
}

/** The slot of that id or the only one of that type. Throws `not_found` or `ambiguous`, naming what there is. */
export function selectSlot(slots: readonly ListedSlot[], selector: string): ListedSlot {
  const byId = slots.find(({ id }) => id === selector);
  if (byId !== undefined) return byId;
  const byType = slots.filter(({ type }) => type === selector);
  const [only] = byType;
  if (only !== undefined && byType.length === 1) return only;
  const names = (byType.length > 1 ? byType : slots).map(({ id }) => id).join(', ');
  const shown = repeatable(selector) ?? telling('of that name');
  throw byType.length > 1
    ? new KeywatchError(
        'ambiguous',
        telling('Several slots are of the type {which}; nothing was changed; say which: {names}.', {
          which: shown,
          names,
        }),
      )
    : new KeywatchError(
        'not_found',
        telling('This vault has no slot {which}; nothing was changed; it has {what}.', {
          which: shown,
          what: names === '' ? telling('none') : names,
        }),
      );
}

function namedId(json: JsonObject): string | null {
  const { id } = json;
  return typeof id === 'string' && idPattern.test(id) ? id : null;
}

function typeOf(json: JsonObject): string {
  const { type } = json;
  return typeof type === 'string' && idPattern.test(type) ? type : 'unknown';
}
