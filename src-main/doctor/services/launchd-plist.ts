/** What an agent of launchd says of its program and its environment. Values may be secret. */
export interface Plist {
  label: string;
  command: string;
  environment: Readonly<Record<string, string>>;
}

type Value = string | readonly Value[] | { readonly [name: string]: Value };

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};
const plainText = (xml: string) =>
  xml.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return name === undefined
        ? code <= 0x10ffff
          ? String.fromCodePoint(code)
          : all
        : (entities[name] ?? all);
    },
  );

const token = /<(\/?)(dict|array|key|string|integer|real|true|false|date|data)\s*(\/?)>/g;

/** An XML property list, as far as launchd's own go; null for what is none. */
function parsePlist(xml: string): Value | null {
  const text = xml.replaceAll(/<!--[\s\S]*?-->/g, '');
  const stack: { kind: 'dict' | 'array'; key: string | null; names: [string, Value][]; items: Value[] }[] =
    [];
  let last: Value | null = null;
  const put = (value: Value) => {
    const top = stack.at(-1);
    if (top === undefined) last = value;
    else if (top.kind === 'array') top.items.push(value);
    else if (top.key !== null) {
      top.names.push([top.key, value]);
      top.key = null;
    }
  };
  let begun = 0;
  for (const { 0: whole, 1: closing, 2: name = '', 3: empty, index } of text.matchAll(token)) {
    if (name === 'dict' || name === 'array') {
      if (closing === '') stack.push({ kind: name, key: null, names: [], items: [] });
      if (closing === '/' || empty === '/') {
        const ended = stack.pop();
        if (ended === undefined) return null;
        put(ended.kind === 'array' ? ended.items : Object.fromEntries(ended.names));
      }
    } else if (closing === '/') {
      const content = plainText(text.slice(begun, index));
      const top = stack.at(-1);
      if (name === 'key' && top !== undefined) top.key = content;
      else put(content);
    } else if (empty === '/') put(name === 'true' || name === 'false' ? name : '');
    else begun = index + whole.length;
  }
  return stack.length === 0 ? last : null;
}

const isFields = (value: Value | undefined): value is { readonly [name: string]: Value } =>
  typeof value === 'object' && !Array.isArray(value);

/** A launchd agent; null for a binary list, or for what is none at all. */
export function readPlist(xml: string): Plist | null {
  const root = xml.includes('<plist') ? (parsePlist(xml) ?? undefined) : undefined;
  if (!isFields(root)) return null;
  const words = root['ProgramArguments'];
  const program = root['Program'];
  const environment = root['EnvironmentVariables'];
  return {
    label: typeof root['Label'] === 'string' ? root['Label'] : '',
    command: [program, ...(Array.isArray(words) ? words : [])]
      .filter((word) => typeof word === 'string')
      .join(' '),
    environment: Object.fromEntries(
      Object.entries(isFields(environment) ? environment : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  };
}
