import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src-cli/arguments.ts';
import type { Command, Host } from '../../../src-cli/command.ts';
import { aliases, commands } from '../../../src-cli/commands.ts';
import { completionCommand } from '../../../src-cli/commands/completion.ts';

async function scriptFor(shell: string): Promise<string> {
  const asked = await parse(['completion', shell], commands, aliases);
  if (asked === null) throw new Error('not understood');
  const done = await completionCommand(commands).run(asked, {} as Host);
  return (await done.lines({ width: 80, colour: false, now: 0 })).join('\n');
}
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

describe('what a shell completes', () => {
  it('is every command and option there is', async () => {
    const loaded: Command[] = await Promise.all(commands.map((each) => each.load()));
    for (const shell of ['bash', 'zsh', 'fish']) {
      const script = await scriptFor(shell);
      for (const { name, options } of loaded)
        for (const word of [...name.split(' '), ...Object.keys(options)]) expect(script).toContain(word);
    }
  });

  it('needs no quotes: names are letters and dashes', async () => {
    for (const { name, options } of await Promise.all(commands.map((each) => each.load())))
      for (const word of [...name.split(' '), ...Object.keys(options)])
        expect(word).toMatch(/^[a-z][a-z-]*$/);
  });

  it.each(['tcsh', 'constructor'])('is not known of %s', async (shell) => {
    await expect(scriptFor(shell)).rejects.toMatchObject({ code: 'bad_usage' });
  });

  const completed = async (...words: string[]): Promise<string[]> => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const asking = `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _keywatch; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const script = `${await scriptFor('bash')}\n${asking}`;
    return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).trim().split('\n');
  };

  it.runIf(has('bash'))('is what may follow, in bash', async () => {
    expect(await completed('keywatch', 'auth', 'ord')).toEqual(['order']);
    expect((await completed('keywatch', 'auth', 'order', '')).toSorted()).toEqual([
      'clear',
      'explain',
      'get',
      'set',
    ]);
    expect(await completed('keywatch', 'auth', 'list', '--pro')).toEqual(['--provider']);
    expect(await completed('keywatch', 'auth', 'show', 'anthropic:work', '--rev')).toEqual(['--reveal']);
    expect(await completed('keywatch', 'vau')).toEqual(['vault']);
  });

  it.runIf(has('zsh'))('is read by zsh', async () => {
    execFileSync('zsh', ['-n'], { input: await scriptFor('zsh') });
  });

  it.runIf(has('fish'))('is what may follow, in fish', async () => {
    const asking = ['auth ord', 'auth list --pro', 'vau'].map((typed) => `complete -C 'keywatch ${typed}'`);
    const script = [await scriptFor('fish'), ...asking].join('\n');
    const home = mkdtempSync(join(tmpdir(), 'kw-fish-'));
    try {
      const said = execFileSync('fish', ['--no-config', '-c', script], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: home },
      });
      expect(said.trim().split(/\s+/)).toEqual(['order', '--provider', 'vault']);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
