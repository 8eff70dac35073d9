import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { redact, secretForms } from '../../../src-main/providers/redact.ts';

const secret = 'canary/Secret+Value=9fQA?zz';

test.each([
  ['as it is', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in base64 one byte on', Buffer.from(`x${secret}y`).toString('base64')],
  ['in base64 two bytes on', Buffer.from(`xy${secret}`).toString('base64')],
  ['in URL-safe base64', Buffer.from(`u:${secret}`).toString('base64url')],
])('a secret %s is redacted', (_how, form) => {
  const clean = redact(`before ${form} after`, [secret]);
  expect(clean).toMatch(/^before .*\[redacted\].* after$/);
  expect(clean).not.toContain(form.slice(6, -6));
});

it('finds a secret in base64 whatever stands around it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (before, after) => {
      const text = Buffer.concat([before, Buffer.from(secret), after]).toString('base64');
      return redact(text, [secret]).includes('[redacted]');
    }),
  );
});

test.each([
  `sk-ant-api03-${'a'.repeat(93)}AA`,
  `sk-ant-oat01-${'a'.repeat(60)}`,
  `sk-or-v1-${'0a'.repeat(32)}`,
  `sk-${'a1'.repeat(16)}`,
  `AIza${'x'.repeat(35)}`,
  `AQ.${'x'.repeat(30)}`,
  `gsk_${'x'.repeat(52)}`,
  `ghp_${'x'.repeat(36)}`,
  `hf_${'x'.repeat(34)}`,
  `eyJhbGciOiJI.eyJzdWIiOiIx.${'s'.repeat(20)}`,
  `${'0f'.repeat(16)}.AbCdEfGh01234567`,
  'Authorization: Bearer opaque-token-1234',
  'https://h/v1?key=opaque-key-1234',
  '{"api_key":"opaque-key-1234"}',
  '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----',
  `ABSK${'x'.repeat(120)}==`,
  `bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t${'x'.repeat(40)}`,
  `sk-cp-${'x'.repeat(40)}`,
  `sk-kimi-${'x'.repeat(40)}`,
  `github_pat_${'x'.repeat(82)}`,
  `ya29.${'x'.repeat(60)}`,
  `1//0${'x'.repeat(60)}`,
  `GOCSPX-${'x'.repeat(28)}`,
])('%s is redacted though nobody said it is a secret', (text) => {
  const clean = redact(`see ${text} .`);
  expect(clean).toContain('[redacted]');
  expect(clean).not.toMatch(/a{20}|x{20}|(?:0a){10}|s{20}|MIIE|opaque-(?:key|token)/);
});

test.each([
  'Your credit balance is too low to access the Anthropic API.',
  'request_id req_011CSomething in project proj_fixture',
  'Rate limit reached for gpt-4o in organization org-abc on tokens per min',
  'https://platform.openai.com/account/api-keys',
  'a risk-averse task-manager',
])('%s stays as it is', (text) => {
  expect(redact(text, [secret])).toBe(text);
});

it('leaves a secret of three characters alone rather than blotting out words', () => {
  expect(redact('the end', ['the'])).toBe('the end');
});

it('gives every form once', () => {
  const forms = secretForms('plain-secret');
  expect(new Set(forms).size).toBe(forms.length);
});

it('knows a credentials file by each of its secrets, and a key of many lines by each line', () => {
  const lines = ['a1'.repeat(32), 'b2'.repeat(32), 'c3'.repeat(10)];
  const pem = `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
  const file = JSON.stringify(
    { type: 'service_account', client_email: 'x@p.example', private_key: pem },
    null,
    2,
  );
  for (const said of [file, pem, JSON.stringify(pem), ...lines])
    for (const line of lines)
      expect(redact(`could not read ${said}!`, [file])).not.toContain(line.slice(2, -2));
  expect(redact('x@p.example may not', [file])).toBe('x@p.example may not');
  const login = JSON.stringify({ type: 'authorized_user', refresh_token: 'opaque-refresh-0123' });
  expect(redact('no grant for opaque-refresh-0123', [login])).toBe('no grant for [redacted]');
  expect(redact('cut: opaque', ['{"type":'])).toBe('cut: opaque');
});

it('finds the form of a key in a text that a URL has encoded', () => {
  const key = `sk-or-v1-${'0e6a1c96'.repeat(8)}`;
  expect(redact(encodeURIComponent(`401 invalid key ${key}, sorry`))).toBe(
    '401%20invalid%20key%20[redacted]%2C%20sorry',
  );
});
