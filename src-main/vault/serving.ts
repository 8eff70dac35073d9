import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';
import type { Document } from './document.ts';

type OrderByProvider = Readonly<Record<string, readonly string[]>>;

/** Who serves, as a person set it: lists of ids, first come first. An empty list is a decision, no list is none; and whom. */
export interface Serving {
  order: OrderByProvider;
  /** One agent's own order goes before its provider's. */
  agentOrder: Readonly<Record<string, OrderByProvider>>;
  /** The id that goes before every other one of its provider. */
  pins: Readonly<Record<string, string>>;
  /** The ids that a program is known to work with, by its name: `gateway:openclaw/main`. */
  users: Readonly<Record<string, readonly string[]>>;
}

/** The names under which a vault.json keeps what is not its `order`; the mark of the whole covers them. */
const agentOrderMember = 'agentOrder';
const pinsMember = 'pins';
const usersMember = 'users';
export const servingMembers: ReadonlySet<string> = new Set([agentOrderMember, pinsMember, usersMember]);

/** The texts of a list, which others may have written. */
export function textsIn(json: JsonValue | undefined): string[] {
  return Array.isArray(json) ? json.filter((item) => typeof item === 'string') : [];
}

/** Lists of ids by provider; what is no such list is left out. */
export function readOrder(json: JsonValue | undefined): Record<string, readonly string[]> {
  if (!isJsonObject(json)) return {};
  return Object.fromEntries(Object.entries(json).map(([provider, ids]) => [provider, textsIn(ids)]));
}

/** What a document says of who serves. */
export function servingOf({ order, rest }: Pick<Document, 'order' | 'rest'>): Serving {
  const agents = rest[agentOrderMember];
  const pins = rest[pinsMember];
  return {
    order,
    agentOrder: isJsonObject(agents)
      ? Object.fromEntries(Object.entries(agents).map(([agent, json]) => [agent, readOrder(json)]))
      : {},
    pins: isJsonObject(pins)
      ? Object.fromEntries(
          Object.entries(pins).filter((pin): pin is [string, string] => typeof pin[1] === 'string'),
        )
      : {},
    users: readOrder(rest[usersMember]),
  };
}

/** The document with another word on who serves; the rest of it stays. */
export function withServing<D extends Pick<Document, 'order' | 'rest'>>(
  document: D,
  { order, agentOrder, pins, users }: Serving,
): D {
  const agents = Object.entries(agentOrder).filter(([, orders]) => Object.keys(orders).length > 0);
  const members = {
    [pinsMember]: { ...pins },
    [agentOrderMember]: Object.fromEntries(agents.map(([agent, orders]) => [agent, orderJson(orders)])),
    [usersMember]: orderJson(users),
  };
  const rest = Object.entries(members).reduce(
    (json, [name, value]) => withMember(json, name, value),
    document.rest,
  );
  return { ...document, order, rest };
}

/** Without the ids that are gone for good. A list that loses its last name goes: nobody said that nobody serves. */
export function servingWithout(
  { order, agentOrder, pins, users }: Serving,
  stays: (id: string) => boolean,
): Serving {
  const remaining = (orders: OrderByProvider) =>
    Object.fromEntries(
      Object.entries(orders)
        .map(([provider, ids]) => [provider, ids, ids.filter(stays)] as const)
        .filter(([, before, after]) => after.length > 0 || before.length === 0)
        .map(([provider, , after]) => [provider, after]),
    );
  return {
    order: remaining(order),
    agentOrder: Object.fromEntries(
      Object.entries(agentOrder).map(([agent, orders]) => [agent, remaining(orders)]),
    ),
    pins: Object.fromEntries(Object.entries(pins).filter(([, id]) => stays(id))),
    users: remaining(users),
  };
}

/** The entries with one of them set or, for null, taken out. */
export function entriesWith<T>(
  entries: Readonly<Record<string, T>>,
  name: string,
  value: T | null,
): Record<string, T> {
  const others = Object.entries(entries).filter(([each]) => each !== name);
  return Object.fromEntries(value === null ? others : [...others, [name, value]]);
}

/** What stands under a name, even where an object has a member of that name by nature. */
export function entryOf<T>(entries: Readonly<Record<string, T>>, name: string): T | null {
  return Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
}

/** Lists of ids by provider, as they are written. */
export const orderJson = (orders: OrderByProvider): JsonObject =>
  Object.fromEntries(Object.entries(orders).map(([provider, ids]) => [provider, [...ids]]));

function withMember(json: JsonObject, name: string, value: JsonObject): JsonObject {
  return entriesWith(json, name, Object.keys(value).length === 0 ? null : value);
}
