import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { familyChoices } from '../../src-cli/onboard/family-choices.ts';
import { providerById } from '../../src-main/providers/index.ts';
import { invented } from '../fixtures/discovery-home.ts';
import { putJson, treeOf } from '../fixtures/gateway-homes.ts';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { atTerminal, keys, whyNoTerminal } from '../fixtures/pseudo-terminal.ts';

const anthropicKey = invented('onboard').anthropic;
const openaiKey = invented('onboard').openai;
const passphrase = 'correct horse battery staple';

let home: string;
let env: Environment;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-onboard-'));
  env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1', KEYWATCH_LOG: 'error' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const asked = async (args: string[], input = '', more: Environment = {}) => {
  const done = await runCli({ ...env, ...more }, ['onboard', ...args], input);
  return { ...done, document: args.includes('--json') ? JSON.parse(done.stdout) : null };
};

describe('onboard without a terminal', () => {
  it('says what to type instead, and makes no vault for that', async () => {
    const bare = await asked([]);
    expect(bare).toMatchObject({ code: 64, stdout: '' });
    for (const line of [
      'keywatch auth discover',
      'keywatch auth add --key -',
      'keywatch vault protect --add recovery --json',
      'keywatch auth test',
      'keywatch gateway link NAME --yes',
      'keywatch service install --yes',
      '--auth-choice openai-api-key --openai-api-key -',
    ])
      expect(bare.stderr).toContain(line);
    expect((await asked(['--json'])).document).toMatchObject({
      schema: 'keywatch.error/1',
      code: 'bad_usage',
      exit: 64,
    });
    expect(await asked(['--non-interactive', '--accept-risk'])).toMatchObject({ code: 64 });
    expect([...treeOf(home).keys()].filter((path) => path.endsWith('vault.json'))).toEqual([]);
  });

  it('stores a key from standard input in the family’s words, and tells what is left', async () => {
    const args = ['--non-interactive', '--accept-risk', '--flow', 'quickstart', '--json'];
    const done = await asked([...args, '--auth-choice', 'apiKey', '--anthropic-api-key', '-'], anthropicKey);
    expect(done).toMatchObject({
      code: 0,
      document: {
        schema: 'keywatch.onboard/1',
        choice: 'apiKey',
        profiles: 1,
        added: [{ provider: 'anthropic', kind: 'api_key', source: 'manual' }],
        vault: { protected: false, recovery: false },
      },
    });
    expect(done.document.next).toContain('keywatch vault protect --add recovery --json');
    expect(done.stderr).toContain('--accept-risk, --flow: nothing here is set by that');
    expect(done.stdout + done.stderr).not.toContain(anthropicKey);
  });

  it('refers to the provider’s variable where the family would store a reference', async () => {
    const ref = ['--auth-choice', 'openai-api-key', '--secret-input-mode', 'ref', '--json'];
    expect(await asked(ref)).toMatchObject({ code: 66, document: { code: 'not_found' } });
    const done = await asked(ref, '', { OPENAI_API_KEY: openaiKey });
    expect(done.document.added).toMatchObject([{ provider: 'openai', reference: 'env:OPENAI_API_KEY' }]);
    expect(readFileSync(join(home, 'data', 'vault.json'), 'utf8')).not.toContain(openaiKey.slice(8, 40));
  });

  it('takes the key of a provider’s variable where no option gives one', async () => {
    const done = await asked(['--auth-choice', 'openai-api-key', '--json'], '', {
      OPENAI_API_KEY: openaiKey,
    });
    expect(done.document.added).toMatchObject([{ provider: 'openai', reference: null, kind: 'api_key' }]);
  });

  it('stores a setup token with its end', async () => {
    const token = invented('onboard').login;
    const args = ['--token', '-', '--token-provider', 'anthropic', '--token-expires-in', '365d', '--json'];
    expect(await asked(args, token)).toMatchObject({ code: 65, document: { code: 'policy_not_agreed' } });
    const done = await asked([...args, '--agree-policy', '--token-profile-id', 'claude-code:ci'], token);
    expect(done.document.added).toMatchObject([
      { id: 'claude-code:ci', kind: 'token', expiry: { knownFrom: 'user' } },
    ]);
    expect(await asked(['--token', '-', '--token-expires-in', 'soon'], token)).toMatchObject({ code: 65 });
  });

  it('adds a server of one’s own', async () => {
    const args = ['--custom-base-url', 'http://127.0.0.1:9', '--custom-provider-id', 'Mine', '--no-probe'];
    expect((await asked([...args, '--json'])).document.added).toMatchObject([
      { provider: 'custom', name: 'Mine', kind: 'none', baseUrl: 'http://127.0.0.1:9' },
    ]);
  });

  it('links the login of another tool, and says how to log in where there is none', async () => {
    const none = await asked(['--auth-choice', 'openai-codex']);
    expect(none).toMatchObject({ code: 66 });
    expect(none.stderr).toContain('codex login');
  });

  it('refuses what it cannot do, with what to do', async () => {
    const unknown = await asked(['--auth-choice', 'nope']);
    expect(unknown).toMatchObject({ code: 64 });
    expect(unknown.stderr).toContain('openai-api-key');
    const stranger = await asked(['--auth-choice', 'xiaomi-api-key', '--xiaomi-api-key', '-'], openaiKey);
    expect(stranger).toMatchObject({ code: 66 });
    expect(stranger.stderr).toContain('--custom-base-url');
    expect(await asked(['--openai-api-key', '-', '--zai-api-key', '-'])).toMatchObject({ code: 64 });
    expect(await asked(['--auth-choice', 'gemini-api-key'])).toMatchObject({ code: 64 });
  });
});

describe('the family’s choices', () => {
  it('name providers that are known here, and regions that those have', () => {
    for (const [id, choice] of Object.entries(familyChoices))
      if (choice.by === 'key') {
        const provider = providerById(choice.provider);
        expect(provider?.id, id).toBe(choice.provider);
        if (choice.region !== undefined)
          expect(provider?.origin?.({ region: choice.region }), id).toMatch(/^https:/);
      }
  });
});

const noTerminal = whyNoTerminal();

describe.skipIf(noTerminal !== null)('onboard on a terminal', { timeout: 120_000 }, () => {
  let provider: FakeProvider;
  beforeEach(async () => {
    provider = await startFakeProvider();
  });
  afterEach(() => provider.close());

  it('finds, adds, protects, tests, links, and asks next time only for what is left', async () => {
    writeFileSync(join(home, '.env'), `OPENAI_API_KEY=${openaiKey}\n`, { mode: 0o600 });
    const state = join(home, '.openclaw');
    const store = putJson(state, {
      profiles: { 'groq:main': { type: 'api_key', provider: 'groq', key: invented('claw').groq } },
    });
    const person = atTerminal(env, ['onboard']);
    await person.sees('Link which?');
    person.types(keys.space + keys.enter);
    await person.sees(/is linked as openai:\S+/);
    await person.sees('Copy which?');
    person.types(keys.enter);
    await person.sees('Never offer which again?');
    person.types(keys.enter);
    await person.sees('Paste a key?');
    person.types('y');
    await person.sees('Paste it, then Enter');
    person.types(`${anthropicKey}${keys.enter}`);
    await person.sees('Stored as anthropic:');
    await person.sees('Paste another?');
    person.types('n');
    await person.sees('How should it be protected?');
    person.types(keys.enter);
    await person.sees('New passphrase');
    person.types(`${passphrase}${keys.enter}`);
    await person.sees('The same again');
    person.types(`${passphrase}${keys.enter}`);
    await person.sees('Added passphrase.');
    await person.sees('Remove key-file');
    person.types('y');
    await person.sees('Removed key-file.');
    await person.sees('Make a recovery code?');
    person.types('y');
    await person.sees(/([0-9A-Z]{5}-){6}[0-9A-Z]{5}/);
    await person.sees('Is it written down?');
    person.types('y');
    await person.sees('Ask about all 2 now?');
    person.types('n');
    await person.sees('Show what linking OpenClaw would change?');
    person.types('y');
    await person.sees('profiles.groq:main');
    await person.sees(/Change \d files\?/);
    person.types('y');
    await person.sees('1 profile linked.');
    await person.sees('How should Keywatch keep watch?');
    person.types(keys.stop);
    expect(await person.ended()).toBe(64);
    expect(person.shown()).toMatch(
      /stopped before the end; kept: linked openai:\S+, stored anthropic:\S+, a slot/,
    );
    expect(person.shown()).not.toContain(anthropicKey);
    expect(readFileSync(store, 'utf8')).not.toContain(invented('claw').groq);

    const again = atTerminal(env, ['onboard']);
    await again.sees('Passphrase or recovery code');
    again.types(`${passphrase}${keys.enter}`);
    await again.sees('Test: whether they work');
    again.types('n');
    await again.sees('How should Keywatch keep watch?');
    expect(again.shown()).not.toMatch(/Protect:|Link: gateways/);
    again.types(keys.down + keys.down + keys.enter);
    await again.sees('Ready.');
    expect(await again.ended()).toBe(0);
  });

  it('asks the provider about a key that was just added, and says what it answered', async () => {
    const args = [
      'auth',
      'add',
      '--provider',
      'custom',
      '--base-url',
      provider.url,
      '--key',
      '-',
      '--no-probe',
    ];
    const online = { ...env, KEYWATCH_OFFLINE: '' };
    const key = `sk-${'aB3x'.repeat(10)}`;
    expect(await runCli(online, args, key)).toMatchObject({ code: 0 });
    const person = atTerminal(online, ['onboard']);
    await person.sees('How should it be protected?');
    person.types(keys.down + keys.enter);
    await person.sees('Make a recovery code?');
    person.types('n');
    await person.sees(/Ask about custom:\S+ now\?/);
    person.types('y');
    await person.sees(/custom:\S+ +✓ Healthy/);
    expect(provider.requests().map(({ key }) => key)).toEqual([key]);
    await person.sees('How should Keywatch keep watch?');
    person.types(keys.stop);
    await person.ended();
  });

  it('makes no vault for somebody who passes over everything', async () => {
    const person = atTerminal(env, ['onboard']);
    await person.sees('Paste a key?');
    person.types('n');
    await person.sees('How should Keywatch keep watch?');
    person.types(keys.down + keys.down + keys.enter);
    await person.sees('Ready.');
    expect(await person.ended()).toBe(0);
    expect([...treeOf(home).keys()].filter((path) => path.endsWith('vault.json'))).toEqual([]);
  });

  it('keeps nothing and says so for Ctrl-C at the first question', async () => {
    const person = atTerminal(env, ['onboard']);
    await person.sees('Paste a key?');
    person.types(keys.stop);
    expect(await person.ended()).toBe(64);
    expect(person.shown()).toContain('stopped before the end; nothing was done');
  });
});
