import { fieldsOf } from './credential.ts';
import { parseJson, readPeerFile } from './peer-file.ts';

/** The fields of a JSON file of a tool; null where it is not there or is none. */
export function fieldsAt(path: string): Readonly<Record<string, unknown>> | null {
  const text = readPeerFile(path)?.text ?? null;
  return text === null ? null : fieldsOf(parseJson(text).value);
}

/** A text within fields that is not blank, trimmed; null where there is none. */
export function textAt(
  fields: Readonly<Record<string, unknown>> | null,
  ...path: readonly string[]
): string | null {
  const value = path.reduce<unknown>((inside, name) => fieldsOf(inside)?.[name], fields);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
