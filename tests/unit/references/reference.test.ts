import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatReference, parseReference, type Reference } from '../../../src-main/references/reference.ts';

describe('a reference', () => {
  test.each<[string, Reference]>([
    ['env:OPENAI_API_KEY', { from: 'env', name: 'OPENAI_API_KEY' }],
    ['  env:_x1 ', { from: 'env', name: '_x1' }],
    ['${OPENAI_API_KEY}', { from: 'env', name: 'OPENAI_API_KEY' }],
    ['$OPENAI_API_KEY', { from: 'env', name: 'OPENAI_API_KEY' }],
    ['{"source":"env","provider":"default","id":"OPENAI_API_KEY"}', { from: 'env', name: 'OPENAI_API_KEY' }],
    ['file:/run/secrets/key', { from: 'file', path: '/run/secrets/key', pointer: null }],
    ['file:///run/secrets/key', { from: 'file', path: '/run/secrets/key', pointer: null }],
    [
      'file:/a b/c.json#/providers/openai/key',
      { from: 'file', path: '/a b/c.json', pointer: '/providers/openai/key' },
    ],
    ['file:C:\\keys\\a.json#/k', { from: 'file', path: 'C:\\keys\\a.json', pointer: '/k' }],
    ['exec:/usr/bin/pass show ai/key', { from: 'exec', command: '/usr/bin/pass', args: ['show', 'ai/key'] }],
    [
      `exec:/bin/x "a b" 'c "d"' e\\ f ""`,
      { from: 'exec', command: '/bin/x', args: ['a b', 'c "d"', 'e f', ''] },
    ],
    [
      'exec:"C:\\Program Files\\x.exe" -v',
      { from: 'exec', command: 'C:\\Program Files\\x.exe', args: ['-v'] },
    ],
    ['exec:/bin/x $HOME;rm|y', { from: 'exec', command: '/bin/x', args: ['$HOME;rm|y'] }],
    ['op://Private/Claude key/credential', { from: 'op', uri: 'op://Private/Claude key/credential' }],
    [
      'vault:secret/team/anthropic#api key',
      { from: 'vault', place: 'secret/team/anthropic', field: 'api key' },
    ],
    ['vault:kv/x', { from: 'vault', place: 'kv/x', field: null }],
    [
      'bws:00000000-0000-4000-8000-000000000000',
      { from: 'bws', place: '00000000-0000-4000-8000-000000000000', field: null },
    ],
    ['aws-sm:prod/keys#OPENAI', { from: 'aws-sm', place: 'prod/keys', field: 'OPENAI' }],
    [
      'aws-sm:arn:aws:secretsmanager:eu-west-1:000000000000:secret:prod/keys-AbCdEf',
      {
        from: 'aws-sm',
        place: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:prod/keys-AbCdEf',
        field: null,
      },
    ],
    ['infisical:p-1/prod/apps/KEY', { from: 'infisical', place: 'p-1/prod/apps/KEY', field: null }],
    ['pass:work/anthropic key', { from: 'pass', place: 'work/anthropic key', field: null }],
    ['pass:work#api_key', { from: 'pass', place: 'work', field: 'api_key' }],
    ['login:claude-code', { from: 'login', owner: 'claude-code' }],
    ['login:codex', { from: 'login', owner: 'codex' }],
    [
      'login:openclaw:/home/me/.openclaw/agents/main/agent/auth-profiles.json#openai-codex:me@example.com',
      {
        from: 'gateway',
        gateway: 'openclaw',
        store: '/home/me/.openclaw/agents/main/agent/auth-profiles.json',
        profile: 'openai-codex:me@example.com',
      },
    ],
  ])('%s', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
    expect(parseReference(formatReference(reference))).toEqual(reference);
  });

  test.each([
    '',
    'env:',
    'env:1A',
    'env:A B',
    'env:A-B',
    'file:',
    'file:relative/path',
    'file:~/x',
    'file:/a#b',
    'exec:pass show',
    'exec:',
    'exec:/bin/x "open',
    'op://',
    'op://vault',
    'op://vault/item',
    'vault:',
    'vault:mount',
    'vault:mount/',
    'vault:mount//x',
    'vault:mount/../sys/x#y',
    'vault:/mount/x#y',
    'vault:-a/x',
    'vault:v1:abc/def',
    'vault:mount/x#',
    'vault:mount/x#-y',
    'bws:name',
    'bws:00000000-0000-4000-8000-000000000000#x',
    'aws-sm:',
    'aws-sm:--debug',
    'aws-sm:a b',
    'infisical:project/prod',
    'infisical:project/prod/../X',
    'infisical:--x/prod/X',
    'pass:',
    'pass:-c',
    'pass:/etc/x',
    'pass:a/../b',
    'pass:sk-invented',
    'constructor:x',
    'login:',
    'login:gemini',
    'login:openclaw',
    'login:openclaw:/store.json',
    'login:openclaw:/store.json#',
    'login:openclaw:relative.json#a:b',
    'login:someclaw:/store.json#a:b',
    'http://x',
    'sk-ant-api03-x',
    '$lower',
    'env:A\nB',
    'file:/a\nb',
    '{"source":"exec","id":"x"}',
    '{"source":"env","id":"../x"}',
    '{',
    `env:${'A'.repeat(5000)}`,
  ])('is not %j', (text) => {
    expect(parseReference(text)).toBeNull();
  });

  it('to a program survives being written and read, whatever its arguments', () => {
    const word = fc.string({ maxLength: 12 }).filter((text) => !/[\r\n\0]/.test(text));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (args) => {
        const reference: Reference = { from: 'exec', command: '/bin/x', args };
        // Blanks at the very end are trimmed with the reference, and only quotes can keep them.
        expect(parseReference(formatReference(reference))).toEqual(reference);
      }),
    );
  });
});
