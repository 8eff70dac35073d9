import { expect, test } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { checkBaseUrl, probeUrl } from '../../../src-main/providers/base-url.ts';

test.each([
  ['https://proxy.example', 'https://proxy.example'],
  ['  https://proxy.example/v1/ ', 'https://proxy.example/v1'],
  ['https://proxy.example:8443/a/b//', 'https://proxy.example:8443/a/b'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://127.9.9.9/v1', 'http://127.9.9.9/v1'],
  ['http://localhost:1234/v1', 'http://localhost:1234/v1'],
  ['http://[::1]:1/', 'http://[::1]:1'],
  ['HTTPS://Proxy.Example', 'https://proxy.example'],
])('%s is kept as %s', (typed, kept) => {
  expect(checkBaseUrl(typed)).toBe(kept);
});

test.each([
  'http://proxy.example',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'http://127.0.0.1@evil.example',
  'http://0.0.0.0:1',
  'http://192.168.1.5:1',
  'https://user:pass@proxy.example',
  'https://proxy.example/?key=1',
  'https://proxy.example/#x',
  'ftp://proxy.example',
  'file:///etc/passwd',
  'proxy.example',
  'https://',
  '',
])('%s is refused, and the sentence says that nothing was saved', (typed) => {
  expect(() => checkBaseUrl(typed)).toThrow(KeywatchError);
  expect(() => checkBaseUrl(typed)).toThrow(/nothing was saved/);
  expect(() => checkBaseUrl(typed)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});

test.each([
  ['http://h:1', '/v1/models', 'http://h:1/v1/models'],
  ['http://h:1/', '/v1/models', 'http://h:1/v1/models'],
  ['http://h:1/v1', '/v1/models', 'http://h:1/v1/models'],
  ['http://h:1/v1', '/v1/models?limit=1', 'http://h:1/v1/models?limit=1'],
  ['https://h/proxy', '/v1/models', 'https://h/proxy/v1/models'],
  ['https://h/proxy/v1', '/v1/models', 'https://h/proxy/v1/models'],
  ['https://h/api/v1', '/api/v1/key', 'https://h/api/v1/key'],
  ['https://h/api', '/api/v1/key', 'https://h/api/v1/key'],
  ['https://h/v1', '/api/v1/key', 'https://h/v1/key'],
  ['https://h', '/api/v1/key', 'https://h/api/v1/key'],
  ['https://h/v1beta', '/v1beta/models?pageSize=1', 'https://h/v1beta/models?pageSize=1'],
  ['https://h/v1', '/v1beta/models', 'https://h/v1/models'],
  ['https://h/v4', '/v1/models', 'https://h/v4/models'],
  ['https://h/v1/x', '/v1/models', 'https://h/v1/x/v1/models'],
  ['https://h', '/user/balance', 'https://h/user/balance'],
])('below %s, %s is %s', (base, path, url) => {
  expect(probeUrl(base, path)).toBe(url);
});
