export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [name: string]: JsonValue;
}

/** One text per value: keys in code unit order at every depth, no white space; what the vault's marks are made over (D-A2). */
export function canonicalJson(value: JsonValue): string {
  return inOrder(value) ? JSON.stringify(value) : write(value);
}

/** Records are written in order, so nearly always there is nothing to sort and the engine's own writer will do. */
function inOrder(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(inOrder);
  let last = '';
  for (const name of Object.keys(value)) {
    // The engine lists integer-like names first whatever order they were given in.
    if (name < last || !inOrder(value[name] ?? null)) return false;
    last = name;
  }
  return true;
}

function write(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join()}]`;
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${write(member)}`);
  }
  return `{${members.join()}}`;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
