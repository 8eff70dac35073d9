import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { noncePlaceholder, readStaticFiles } from '../../src-main/api/static-files.ts';
import { serveBundle } from '../../src-main/desktop/protocol.ts';
import { systemRandom } from '../../src-main/headless/ports.ts';
import { newMachine } from '../fixtures/electron.fake.ts';
import { sessionOf } from '../fixtures/electron-session.ts';

const directory = mkdtempSync(join(tmpdir(), 'keywatch-bundle-'));
beforeAll(() => {
  mkdirSync(join(directory, 'assets'));
  const page = `<meta property="csp-nonce" nonce="${noncePlaceholder}"><script src="/assets/main.js"></script>`;
  writeFileSync(join(directory, 'index.html'), page);
  writeFileSync(join(directory, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(directory, 'assets', 'main.js.map'), '{}');
  writeFileSync(join(directory, '..secret.txt'), 'no');
});
afterAll(() => rmSync(directory, { recursive: true }));

beforeEach(() => {
  newMachine();
  serveBundle(electron.session.fromPartition('window').protocol, readStaticFiles(directory), systemRandom);
});

async function get(url: string, init?: RequestInit): Promise<Response> {
  const answer = await sessionOf('window').protocol.answer(new Request(url, init), url);
  if (answer === null) throw new Error('nobody answers');
  return answer;
}

describe('app://bundle', () => {
  test('serves the page with a nonce of its own in header and meta, never the same twice', async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 3; n++) {
      const answer = await get('app://bundle/index.html');
      const inMeta = /nonce="([^"]+)"/.exec(await answer.text())?.[1];
      const inHeader = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
      expect(inMeta).toBe(inHeader);
      expect(inMeta).toHaveLength(24);
      nonces.add(inMeta!);
    }
    expect(nonces.size).toBe(3);
  });

  test('serves what was built, each with its kind', async () => {
    const answer = await get('app://bundle/assets/main.js');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe('export {};');
  });

  test('asked for the head alone, sends no body', async () => {
    const answer = await get('app://bundle/index.html', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });

  test.each([
    ['app://bundle/', 404],
    ['app://bundle/assets/', 404],
    ['app://bundle/assets/other.js', 404],
    ['app://bundle/assets/main.js.map', 404],
    ['app://bundle/..secret.txt', 404],
    ['app://bundle/../../../etc/passwd', 404],
    ['app://bundle/assets/..%2f..%2f..%2fetc%2fpasswd', 404],
    ['app://bundle//etc/passwd', 404],
    ['app://bundle/__proto__', 404],
    ['app://other/index.html', 421],
    ['app://bundle.evil/index.html', 421],
  ])('answers %s with %i, under the same policy', async (url, status) => {
    const answer = await get(url);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'none'");
  });

  test('takes nothing but questions', async () => {
    expect((await get('app://bundle/index.html', { method: 'POST', body: 'x' })).status).toBe(405);
  });
});

test('the default session does not know the scheme at all', async () => {
  const url = 'app://bundle/index.html';
  expect(await sessionOf('').protocol.answer(new Request(url), url)).toBeNull();
});
