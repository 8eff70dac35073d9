export type JsonObject = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text under a name, or null. */
export function textOf(object: unknown, name: string): string | null {
  const value = isObject(object) ? object[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** The number under a name, also where it is written as text; null when there is none. */
export function numberOf(object: unknown, name: string): number | null {
  const value = isObject(object) ? object[name] : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
