import { KeywatchError } from '../../src-shared/errors.ts';

/** What a gateway asks for (gateways.md §6.4). */
export interface SecretRequest {
  ids: string[];
  /** Why it is not answered, though what it asks for can be read; null where it is. */
  problem: string | null;
}

/** One answer for all ids of a request. */
export interface SecretAnswer {
  protocolVersion: 1;
  values: Record<string, string>;
  errors: Record<string, { message: string }>;
}

/** Reads a request. Throws `invalid_input` where it does not even tell what it asks for, and repeats nothing of it. */
export function readRequest(text: string): SecretRequest {
  const said = parsed(text);
  if (!('ids' in said) || !Array.isArray(said.ids)) throw unreadable('names no ids');
  const ids: string[] = said.ids.filter((id: unknown) => typeof id === 'string');
  if (ids.length < said.ids.length || ids.some((id) => id === '' || id.length > longestId))
    throw unreadable('asks for ids that are none');
  const version = 'protocolVersion' in said ? said.protocolVersion : undefined;
  return { ids, problem: version === 1 ? null : 'protocolVersion must be 1.' };
}

const longestId = 256;

/** The same refusal for everything that was asked for. */
export function refusalOf(ids: readonly string[], message: string): SecretAnswer {
  return {
    protocolVersion: 1,
    values: {},
    errors: Object.fromEntries(ids.map((id) => [id, { message }])),
  };
}

function parsed(text: string): object {
  if (text.trim() === '') throw unreadable('is empty');
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw unreadable('is no JSON');
  }
  if (typeof said !== 'object' || said === null) throw unreadable('is no JSON object');
  return said;
}

export function unreadable(how: string): KeywatchError {
  return new KeywatchError(
    'invalid_input',
    `the request on standard input ${how}; nothing was handed out; send {"protocolVersion":1,"ids":["anthropic/work"]}`,
  );
}
