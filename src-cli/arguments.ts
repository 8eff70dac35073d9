import { parseArgs } from 'node:util';
import { KeywatchError } from '../src-shared/errors.ts';
import type { Command, Listed, Options } from './command.ts';
import { nearest } from './nearest.ts';

/** A command line, understood. */
export interface Asked {
  command: Command;
  words: readonly string[];
  has(option: string): boolean;
  text(option: string): string | undefined;
  list(option: string): readonly string[];
  json: boolean;
  help: boolean;
}

/** Options every command knows. */
export const everywhere: Options = {
  json: { type: 'boolean', says: 'Print one JSON document.' },
  format: { type: 'string', value: 'json|text', says: 'The same, as other tools spell it.' },
  help: { type: 'boolean', says: 'Show what the command takes.' },
};

const short: Readonly<Record<string, string>> = { h: 'help' };

function wrong(message: string): KeywatchError {
  return new KeywatchError('bad_usage', message);
}

/** What people typed before they knew our words, and what it is called here. */
export type Aliases = Readonly<Record<string, string>>;

function namedBy(argv: readonly string[], commands: readonly Listed[], aliases: Aliases) {
  const leading = argv.findIndex((word) => word.startsWith('-'));
  const words = leading === -1 ? argv : argv.slice(0, leading);
  for (let count = Math.min(4, words.length); count > 0; count--) {
    const typed = words.slice(0, count).join(' ');
    const name = aliases[typed] ?? typed;
    const command = commands.find((each) => each.name === name);
    if (command !== undefined) return { listed: command, rest: argv.slice(count) };
  }
  return null;
}

function unknownCommand(argv: readonly string[], commands: readonly Listed[], aliases: Aliases) {
  const words = argv.filter((word) => !word.startsWith('-'));
  const names = [...commands.map(({ name }) => name), ...Object.keys(aliases)].filter(isWord);
  const [first = ''] = words;
  const family = familyOf(first, names);
  const longest = names.reduce((most, name) => Math.max(most, name.split(' ').length), 1);
  const typed = words.slice(0, family.length > 0 ? longest : 1).join(' ');
  const suggestion =
    nearest(typed, names) ?? nearest(words.slice(0, 2).join(' '), names) ?? nearest(first, names);
  const remedy = suggestion === null ? 'see keywatch help' : `did you mean keywatch ${suggestion}?`;
  return wrong(`there is no command ${quoted(typed)}; nothing was done; ${remedy}`);
}

const familyOf = (begun: string, names: readonly string[]) =>
  begun === '' ? [] : names.filter((name) => name.startsWith(`${begun} `));

/** What was typed begins several commands and is none, however much of it is one (`relay token`); null where it is not so. */
function oneWordMore(argv: readonly string[], commands: readonly Listed[], aliases: Aliases) {
  const typed = argv.filter((word) => !word.startsWith('-')).join(' ');
  const names = [...commands.map(({ name }) => name), ...Object.keys(aliases)].filter(isWord);
  const family = names.includes(typed) ? [] : familyOf(typed, names);
  if (family.length === 0) return null;
  const next = new Set(family.map((name) => name.slice(typed.length + 1)));
  return wrong(`${typed} needs one more word; nothing was done; say one of: ${[...next].join(', ')}`);
}

/** What was typed, where it can be no secret in the wrong place. */
function quoted(typed: string): string {
  return /^[a-z-]{1,16}( [a-z-]{1,16}){0,3}$/i.test(typed) ? `"${typed}"` : 'of that name';
}

function isWord(name: string): boolean {
  return !name.startsWith('-');
}

/** Options may stand before the command (`keywatch --json status`): those every command knows move behind it. */
function commandFirst(argv: readonly string[]): string[] {
  const before: string[] = [];
  let at = 0;
  for (; at < argv.length && (argv[at] ?? '').startsWith('-'); at++) {
    const word = argv[at] ?? '';
    before.push(word);
    if (word === '--format') before.push(argv[++at] ?? '');
  }
  return [...argv.slice(at), ...before];
}

/**
 * Reads a command line (without `node` and the script). Throws `bad_usage` with the nearest name for what is not
 * known; gives null for an empty line.
 */
export async function parse(
  argv: readonly string[],
  commands: readonly Listed[],
  aliases: Aliases = {},
): Promise<Asked | null> {
  const [first = ''] = argv;
  const meant = first.startsWith('-') ? aliases[first] : undefined;
  const ordered = commandFirst(meant === undefined ? argv : [...meant.split(' '), ...argv.slice(1)]);
  const begun = oneWordMore(ordered, commands, aliases);
  if (begun !== null) throw begun;
  const named = namedBy(ordered, commands, aliases);
  if (named === null) {
    if (ordered.every((word) => ['--help', '-h', '--json'].includes(word))) return null;
    throw unknownCommand(ordered, commands, aliases);
  }
  const words = ordered.slice(0, ordered.length - named.rest.length + 1);
  const names = commands.map(({ name }) => name);
  // `relay token ad`: meant is a command of that family, and not `relay` with two words.
  if (named.rest.length > 0 && familyOf(words.join(' '), names).length > 0)
    throw unknownCommand(ordered, commands, aliases);
  return understood(await named.listed.load(), named.rest);
}

/** Reads what follows a command's name. Throws `bad_usage` with the nearest name for what is not known. */
export function understood(command: Command, rest: readonly string[]): Asked {
  if (command.passesOn === true) return passedOn(command, rest);
  const known: Options = { ...command.options, ...everywhere };
  // Not strict: its refusals name neither what was kept nor the nearest option, and it refuses `--expires-in -1d` unread.
  const { tokens } = parseArgs({
    args: [...rest],
    options: Object.fromEntries(Object.entries(known).map(([name, { type }]) => [name, { type }])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });

  const given = new Map<string, string[]>();
  const words: string[] = [];
  const usage = `see keywatch help ${command.name}`;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const name = short[token.name] ?? token.name;
    const option = known[name];
    if (option === undefined) {
      const suggestion = nearest(token.name, Object.keys(known));
      const remedy = suggestion === null ? usage : `did you mean --${suggestion}?`;
      throw wrong(`${command.name} has no option ${quoted(token.rawName)}; nothing was done; ${remedy}`);
    }
    if (option.type === 'boolean' && token.value !== undefined)
      throw wrong(`--${name} takes no value; nothing was done; leave out what follows it`);
    const value = token.value ?? '';
    if (option.type === 'string' && (token.value === undefined || isOption(value, known)))
      throw wrong(`--${name} needs a value; nothing was done; type --${name} ${option.value ?? 'VALUE'}`);
    const earlier = given.get(name);
    if (earlier !== undefined && option.type === 'string' && option.multiple !== true)
      throw wrong(`--${name} was given twice; nothing was done; give it once`);
    given.set(name, [...(earlier ?? []), value]);
  }

  const format = given.get('format')?.[0];
  if (format !== undefined && format !== 'json' && format !== 'text')
    throw wrong('--format knows json and text; nothing was done; use one of them');
  const help = given.has('help');
  if (!help && words.length < command.words.least)
    throw wrong(`${command.name} needs ${command.takes}; nothing was done; ${usage}`);
  if (!help && words.length > command.words.most)
    throw wrong(
      `${command.name} takes ${countOf(command.words.most)} and was given ${words.length}; nothing was done; ${usage}`,
    );
  return {
    command,
    words,
    has: (option) => given.has(option),
    text: (option) => given.get(option)?.[0],
    list: (option) => given.get(option) ?? [],
    json: given.has('json') || format === 'json',
    help,
  };
}

function passedOn(command: Command, words: readonly string[]): Asked {
  const nothing = { has: () => false, text: () => undefined, list: () => [], json: false, help: false };
  return { command, words, ...nothing };
}

function countOf(words: number): string {
  return words === 0 ? 'no words' : words === 1 ? 'one word' : `${words} words`;
}

function isOption(value: string, known: Options): boolean {
  return value.startsWith('--') && Object.hasOwn(known, value.slice(2).split('=')[0] ?? '');
}

/** Whether a command line that could not be understood wanted JSON: errors are documents too. */
export function wantsJson(argv: readonly string[]): boolean {
  const own = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  return own.some(
    (word, at) =>
      word === '--json' || word === '--format=json' || (word === '--format' && own[at + 1] === 'json'),
  );
}
