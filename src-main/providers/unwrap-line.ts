/** One line taken apart: the name a value was given, and the value without what stood around it. */
export interface Unwrapped {
  /** A variable or a header; null where the line names nothing. */
  name: string | null;
  value: string;
  /** What was taken off in front, as written; '' when nothing was. */
  taken: string;
}

/** What YAML writes in front of a text that begins in the next line. */
const textBelow = /^[>|][+-]?$/;

const name = String.raw`["']?([A-Za-z_][\w.-]{0,127})["']?`;

/** Ways to give a value to a name, the most particular first. */
const assignments: readonly RegExp[] = [
  new RegExp(String.raw`^\$env:${name}\s{0,8}=\s{0,8}`, 'i'),
  new RegExp(
    String.raw`^\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s{0,8}${name}\s{0,8},\s{0,8}`,
    'i',
  ),
  new RegExp(String.raw`^set\s{1,8}(?:-[A-Za-z]{1,6}\s{1,8}){1,3}${name}\s{1,8}`),
  new RegExp(String.raw`^setx\s{1,8}${name}\s{1,8}`, 'i'),
  new RegExp(
    String.raw`^(?:export|set|declare -x|typeset -x|ENV|ARG|const|let|var)\s{1,8}${name}\s{0,8}=\s{0,8}`,
    'i',
  ),
  new RegExp(String.raw`^${name}\s{0,8}=\s{0,8}`),
  new RegExp(String.raw`^-?\s{0,8}${name}\s{0,8}:\s{1,8}`),
  new RegExp(String.raw`^${name}:(?=["'\w])`),
];

const header =
  /(?:^|\s(?=-))(?:-H\s{0,8}|--header[ =]\s{0,8})?(["']?)(?<![\w-])(?:authorization|x-api-key|api-key|x-goog-api-key)(["']?)\s{0,8}:\s{0,8}(["']?)(?:(?:bearer|token)(?:\s{1,8}|$))?/i;
const bearer = /^(?:bearer|token)\s{1,8}(?=\S)/i;

const secretName = /(?:KEYS?|TOKENS?|SECRETS?|PAT|PASSWORD)(?:_?\d{1,3})?$|BEARER[_-]TOKEN/i;

/** Whether a name is of the kind that secrets are kept under. */
export const namesSecret = (text: string): boolean => secretName.test(text);

const apiKeyName = /API[_-]?KEYS?(?:[_-]?\d{1,3})?$/i;

/** Whether a name is of the kind that providers of models give their keys; other services' secrets are seldom named so. */
export const namesApiKey = (text: string): boolean => apiKeyName.test(text);

/** Takes `export X=…`, `$env:X = …`, `"x": "…"`, `Authorization: Bearer …` and their like off a line. */
export function unwrapLine(line: string): Unwrapped {
  const asHeader = header.exec(line);
  if (asHeader) return afterHeader(line, asHeader);
  const asBearer = bearer.exec(line);
  if (asBearer) return { name: null, value: line.slice(asBearer[0].length), taken: asBearer[0].trim() };
  for (const pattern of assignments) {
    const found = pattern.exec(line);
    const named = found?.[1];
    if (!found || named === undefined) continue;
    // "Note: …" is a sentence; "apiKey: …" is not.
    if (found[0].trimEnd().endsWith(':') && !namesSecret(named)) continue;
    const rest = line.slice(found[0].length);
    const value = textBelow.test(rest) ? '' : rest;
    // What ends with `=` or `==` is base64, not a name without a value.
    if (/^[="'`;,)}\]\s]*$/.test(value) && !(namesSecret(named) && /^["'`]?$/.test(value))) continue;
    return { name: named, value, taken: found[0].trim() };
  }
  return { name: null, value: line, taken: '' };
}

/** A header's value, with the quote in front that closes behind it: its own, or that of the whole header. */
function afterHeader(line: string, found: RegExpExecArray): Unwrapped {
  const [whole, opened = '', closed = '', own = ''] = found;
  const quote = own !== '' ? own : closed === '' ? opened : '';
  const value = line.slice(found.index + whole.length);
  return { name: null, value: value === '' ? quote : quote + value, taken: whole.trim() };
}

/** A value out of its quotes, without what follows it: a closing quote, a remark, `;` or `,`. */
export function bareValue(value: string): string {
  const quote = value.charAt(0);
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = value.indexOf(quote, 1);
    return end < 0 ? value.slice(1) : value.slice(1, end);
  }
  const remark = /\s#/.exec(value);
  return stripEnd(remark === null ? value : value.slice(0, remark.index), closing);
}

/** What may stand behind a value without belonging to it; `=` does belong, it pads base64. */
export const closing = '"\'`;,)}] \t';

/** A text without these letters at its end. A pattern such as `x+$` takes the square of the time on long runs of x. */
export function stripEnd(text: string, letters: string): string {
  let end = text.length;
  while (end > 0 && letters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
