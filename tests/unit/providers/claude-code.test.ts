import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { TransportError, type Spawn } from '../../../src-main/ports.ts';
import { claudeCode } from '../../../src-main/providers/claude-code.ts';
import type { ProbeSubject } from '../../../src-main/providers/provider.ts';

const token = `sk-ant-oat01-${'aB3_'.repeat(23)}xAA`;
const subject: ProbeSubject = { kind: 'token', api: null, baseUrl: null, config: {}, createdAt: 0 };
const login: ProbeSubject = { ...subject, kind: 'oauth' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-claude-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A `claude` that notes how it was called and prints what it is told. */
async function installed(printed: string, code = 0): Promise<Spawn> {
  const program = join(folder, 'claude');
  await writeFile(join(folder, 'printed'), printed);
  await writeFile(
    program,
    `#!/bin/sh\nprintf '%s\\n' "$*" "$CLAUDE_CODE_OAUTH_TOKEN" "[$ANTHROPIC_API_KEY]" > '${folder}/call'\ncat '${folder}/printed'\nexit ${code}\n`,
  );
  await chmod(program, 0o700);
  return (command, args, { env, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const inherited = { PATH: process.env['PATH'], ANTHROPIC_API_KEY: 'shadow', ...env };
      execFile(
        join(folder, command),
        [...args],
        { env: inherited, timeout: timeoutMs },
        (error, stdout, stderr) => {
          if (error !== null && typeof error.code !== 'number')
            reject(new TransportError('other', error.message));
          else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
        },
      );
    });
}

function ask(spawn: Spawn, secret: string | null = token, of = subject) {
  if (claudeCode.probe.by !== 'command') throw new Error('must ask a program');
  return claudeCode.probe.ask(secret, of, spawn, 0);
}

describe('asking Claude Code about its login', () => {
  it('hands a setup token to that child alone, by its environment, and clears what would shadow it', async () => {
    const reading = await ask(
      await installed(
        '{"loggedIn":true,"authMethod":"oauth_token","subscriptionType":"max","orgName":"Acme"}',
      ),
    );
    expect(reading).toMatchObject({ outcome: 'ok', facts: { plan: 'max', organization: 'Acme' } });
    expect(await readFile(join(folder, 'call'), 'utf8')).toBe(`auth status --json\n${token}\n[]\n`);
    expect(JSON.stringify(reading)).not.toContain(token);
  });

  it('asks about Claude Code’s own login without any token', async () => {
    const spawn = await installed('{"loggedIn":true,"authMethod":"claude.ai"}');
    expect((await ask(spawn, 'sk-ant-oat01-from-its-file', login)).outcome).toBe('ok');
    expect(await readFile(join(folder, 'call'), 'utf8')).toBe('auth status --json\n\n[]\n');
  });

  it('does not keep the mail address', async () => {
    const reading = await ask(await installed('{"loggedIn":true,"email":"a@b.example"}'), null, login);
    expect(JSON.stringify(reading)).not.toContain('a@b.example');
  });

  test.each([
    ['logged out', '{"loggedIn":false}', 1, login, 'invalid'],
    ['logged in though it ends with 1', 'note: renewed\n{"loggedIn":true}', 1, login, 'ok'],
    ['a token it does not take', '{"loggedIn":false}', 1, subject, 'unverifiable'],
    [
      'another credential in its place',
      '{"loggedIn":true,"authMethod":"api_key"}',
      0,
      subject,
      'unverifiable',
    ],
    ['words only', 'Logged in as someone', 0, login, 'unverifiable'],
    ['half a document', '{"loggedIn":tr', 0, login, 'unverifiable'],
    ['another document', '{"loggedIn":"yes"}', 0, login, 'unverifiable'],
    ['nothing', '', 1, login, 'unverifiable'],
  ] as const)('%s', async (_what, printed, code, of, outcome) => {
    const reading = await ask(await installed(printed, code), token, of);
    expect(reading.outcome).toBe(outcome);
    expect(reading.message).not.toBeNull();
  });

  test.each([
    ['other', /not installed/],
    ['timeout', /5 seconds/],
  ] as const)('cannot tell when it meets %s', async (reason, sentence) => {
    const reading = await ask(() => Promise.reject(new TransportError(reason, 'x')));
    expect(reading).toMatchObject({ outcome: 'unverifiable', message: expect.stringMatching(sentence) });
  });

  it('gives a fault of ours on, instead of calling it an answer', async () => {
    await expect(ask(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });

  test.each([token.slice(0, 80), `${token}A`, `sk-ant-api03-${'a'.repeat(93)}AA`])(
    'asks nobody about %s, which is no whole setup token',
    async (cut) => {
      const reading = await ask(() => Promise.reject(new Error('must not be called')), cut);
      expect(reading.outcome).toBe('unverifiable');
      expect(reading.message).not.toContain(cut);
    },
  );
});

it('proves presence only, asks at most hourly and shows a policy to agree to', () => {
  expect(claudeCode).toMatchObject({
    minIntervalMs: 3_600_000,
    probeHasOwnLimits: true,
  });
  expect(claudeCode.policy).toMatch(/2026/);
  expect(claudeCode.shapes.find((shape) => shape.prefix === 'sk-ant-oat01-')?.lifetimeMs).toBe(
    365 * 86_400_000,
  );
});
