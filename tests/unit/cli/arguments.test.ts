import { describe, expect, it } from 'vitest';
import { parse, wantsJson } from '../../../src-cli/arguments.ts';
import type { Command, Listed } from '../../../src-cli/command.ts';
import { KeywatchError } from '../../../src-shared/errors.ts';

function command(name: string, most = 0, options: Command['options'] = {}): Listed {
  const command: Command = {
    name,
    says: name,
    takes: most === 0 ? '' : 'ID',
    words: { least: Math.min(1, most), most },
    options,
    run: () => Promise.reject(new Error('not run here')),
  };
  return { name, load: () => Promise.resolve(command) };
}

const commands = [
  command('status', 0, { check: { type: 'boolean', says: '' }, within: { type: 'string', says: '' } }),
  command('auth list'),
  command('auth add', 0, {
    key: { type: 'string', says: '' },
    tag: { type: 'string', multiple: true, says: '' },
    'expires-in': { type: 'string', says: '' },
  }),
  command('auth show', 1, { reveal: { type: 'boolean', says: '' } }),
  command('version'),
  command('relay'),
  command('relay token add', 1),
  command('relay token list'),
];
const aliases = { 'models status': 'status', 'models auth list': 'auth list', '--version': 'version' };

const read = (line: string) => parse(line.split(' '), commands, aliases);
async function refusal(line: string): Promise<string> {
  try {
    await read(line);
  } catch (error) {
    expect(error).toBeInstanceOf(KeywatchError);
    expect((error as KeywatchError).code).toBe('bad_usage');
    return (error as KeywatchError).message;
  }
  throw new Error(`${line} was accepted`);
}

describe('a command line', () => {
  it.each([
    ['status', 'status'],
    ['auth list', 'auth list'],
    ['models status', 'status'],
    ['models auth list --json', 'auth list'],
    ['--version', 'version'],
    ['--json status', 'status'],
    ['--format json auth list', 'auth list'],
  ])('%s asks for %s', async (line, name) => {
    expect((await read(line))?.command.name).toBe(name);
  });

  it.each(['status --json', '--json status', 'status --format json', 'status --format=json'])(
    '%s wants a document',
    async (line) => {
      expect((await read(line))?.json).toBe(true);
      expect(wantsJson(line.split(' '))).toBe(true);
    },
  );

  it('keeps the values of options in the order they were typed', async () => {
    expect((await read('auth add --tag a --tag=b'))?.list('tag')).toEqual(['a', 'b']);
  });

  it('takes a lone dash as a value: standard input', async () => {
    expect((await read('auth add --key -'))?.text('key')).toBe('-');
  });

  it('takes a value that begins with a dash, so that a bad duration is refused as a duration', async () => {
    expect((await read('auth add --expires-in -1d'))?.text('expires-in')).toBe('-1d');
  });

  it('finds an empty line to be no command', async () => {
    expect(await parse([], commands)).toBeNull();
    expect(await parse(['--help'], commands)).toBeNull();
  });

  it('shows help for a command that lacks its words', async () => {
    expect((await read('auth show --help'))?.help).toBe(true);
  });
});

describe('a command line typed wrongly', () => {
  it.each([
    ['statsu', 'did you mean keywatch status?'],
    ['auth lst', 'did you mean keywatch auth list?'],
    ['auth lst --json', 'did you mean keywatch auth list?'],
    ['xyzzy', 'see keywatch help'],
    ['auth', 'say one of: list, add, show'],
    ['relay token', 'relay token needs one more word; nothing was done; say one of: add, list'],
    ['relay token --json', 'say one of: add, list'],
    ['relay token ad x', 'did you mean keywatch relay token add?'],
    ['relay tokn', 'relay takes no words'],
    ['status --chekc', 'did you mean --check?'],
    ['status --within', '--within needs a value'],
    ['status --within --check', '--within needs a value'],
    ['status --within 1d --within 2d', 'given twice'],
    ['status --check=yes', 'takes no value'],
    ['status extra', 'takes no words and was given 1'],
    ['auth show', 'auth show needs ID'],
    ['auth show a b', 'takes one word and was given 2'],
    ['status --format xml', 'knows json and text'],
  ])('%s: %s', async (line, remedy) => {
    expect(await refusal(line)).toContain(remedy);
  });

  it.each([
    'sk-ant-api03-0123456789abcdef',
    'auth add sk-ant-api03-0123456789',
    'auth add --sk-ant-api03-01',
  ])('never repeats what may be a secret in the wrong place: %s', (line) => {
    expect(refusal(line)).not.toContain('api03');
  });
});
