import { KeywatchError } from '../../src-shared/errors.ts';
import { everywhere, type Aliases } from '../arguments.ts';
import type { Command, Done, Listed, Option } from '../command.ts';
import { documentOf } from '../documents.ts';
import { nearest } from '../nearest.ts';
import { painted, widthOf, wrapped, type Look } from '../page.ts';

export const versionCommand: Command = {
  name: 'version',
  says: 'Which Keywatch this is',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run() {
    // Loaded when asked for: a chunk of its own, so that no other command waits for what else knows the version.
    const { version } = await import('../../package.json');
    return {
      document: documentOf('version', { version, node: process.versions.node }),
      lines: () => [`keywatch ${version} (Node ${process.versions.node})`],
    };
  },
};

function flag(name: string, option: Option): string {
  return option.type === 'string' ? `--${name} ${option.value ?? 'VALUE'}` : `--${name}`;
}

/** One line a command: how it is typed. */
export function usageOf(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, option]) => `[${flag(name, option)}]${option.multiple === true ? '…' : ''}`,
  );
  return ['keywatch', command.name, command.takes, ...options, '[--json]']
    .filter((word) => word !== '')
    .join(' ');
}

function twoColumns(rows: readonly (readonly [string, string])[], look: Look): string[] {
  const left = Math.min(34, Math.max(0, ...rows.map(([name]) => widthOf(name))));
  return rows.flatMap(([name, says]) => {
    const lines = wrapped(says, Math.max(24, look.width - left - 4), 0);
    const head = `  ${painted(name, 'strong', look)}`;
    const pad = ' '.repeat(Math.max(0, left - widthOf(name)));
    const below = lines.slice(1).map((line) => `${' '.repeat(left + 4)}${line}`);
    return widthOf(name) > left
      ? [head, ...lines.map((line) => `${' '.repeat(left + 4)}${line}`)]
      : [`${head}${pad}  ${lines[0] ?? ''}`, ...below];
  });
}

const notesOf = async ({ notes = [] }: Command): Promise<readonly string[]> =>
  typeof notes === 'function' ? notes() : notes;

/** What one command takes. */
export function helpOf(command: Command): Done {
  const options = Object.entries({ ...command.options, ...everywhere });
  return {
    document: documentOf('help', { commands: [described(command)] }),
    lines: async (look) => [
      `${command.says}.`,
      '',
      ...wrapped(usageOf(command), look.width, 4),
      '',
      ...twoColumns(
        options.map(([name, option]) => [flag(name, option), option.says] as const),
        look,
      ),
      ...(await notesOf(command)).flatMap((note, at) => [
        ...(at === 0 ? [''] : []),
        ...wrapped(note, look.width, 0),
      ]),
    ],
  };
}

function described(command: Command) {
  return { name: command.name, usage: usageOf(command), says: command.says };
}

/** All of some commands at a glance. */
export async function overview(listed: readonly Listed[]): Promise<Done> {
  const commands = await Promise.all(listed.map((each) => each.load()));
  return {
    document: documentOf('help', { commands: commands.map(described) }),
    lines: (look) => [
      'Keywatch keeps the credentials of AI providers and tells when they stop working.',
      '',
      ...twoColumns(
        commands.map(({ name, takes, says }) => [`${name} ${takes}`.trim(), says] as const),
        look,
      ),
      '',
      ...wrapped('keywatch help COMMAND tells more. Every command takes --json.', look.width, 0),
    ],
  };
}

/** `help` over a table of commands, itself included. */
export function helpCommand(commands: readonly Listed[], aliases: Aliases): Command {
  return {
    name: 'help',
    says: 'What the commands are and what they take',
    takes: '[COMMAND]',
    words: { least: 0, most: 4 },
    options: {},
    async run(asked) {
      const typed = asked.words.join(' ');
      const name = aliases[typed] ?? typed;
      if (name === '') return overview(commands);
      const command = commands.find((each) => each.name === name);
      if (command !== undefined) return helpOf(await command.load());
      const family = commands.filter((each) => each.name.startsWith(`${name} `));
      if (family.length > 0) return overview(family);
      const suggestion = nearest(name, [...commands.map((each) => each.name), ...Object.keys(aliases)]);
      throw new KeywatchError(
        'bad_usage',
        `there is no such command; nothing was done; ${suggestion === null ? 'see keywatch help' : `did you mean keywatch help ${suggestion}?`}`,
      );
    },
  };
}
