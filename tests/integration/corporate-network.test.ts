import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../fixtures/free-port.ts';
import { inventedKeys } from '../fixtures/real-core.ts';
import { runCli, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';

const host = 'api.corp.invalid';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// A proxy that is the only way out, and a certificate that only the company's own authority signs (D-C11).
describe.skipIf(!hasOpenssl())(
  'behind a corporate proxy (needs the openssl command to make certificates)',
  () => {
    let home: string;
    let provider: Server;
    let proxy: Server;
    const tunnels: string[] = [];
    let env: Environment;

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'keywatch-corporate-'));
      const at = (name: string) => join(home, name);
      await writeFile(at('ext'), `subjectAltName=DNS:${host}\n`);
      const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=Corporate CA',
        '-keyout',
        at('ca.key'),
        '-out',
        at('ca.pem'),
      );
      openssl(
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        `/CN=${host}`,
        '-keyout',
        at('key.pem'),
        '-out',
        at('csr.pem'),
      );
      openssl(
        'x509',
        '-req',
        '-in',
        at('csr.pem'),
        '-CA',
        at('ca.pem'),
        '-CAkey',
        at('ca.key'),
        '-CAcreateserial',
        '-days',
        '2',
        '-extfile',
        at('ext'),
        '-out',
        at('cert.pem'),
      );

      provider = createHttpsServer(
        { key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) },
        (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[]}');
        },
      );
      await listen(provider);
      proxy = createHttpServer((_, response) => response.writeHead(405).end());
      proxy.on('connect', (request, client, head) => {
        tunnels.push(request.url ?? '');
        const upstream = connect(portOf(provider), '127.0.0.1', () => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          upstream.write(head);
          upstream.pipe(client).pipe(upstream);
        });
        for (const end of [upstream, client]) end.on('error', () => client.destroy());
      });
      await listen(proxy);
      env = {
        ...scratchEnvironment(home),
        HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`,
        NODE_EXTRA_CA_CERTS: at('ca.pem'),
      };
    });
    afterAll(async () => {
      provider.close();
      proxy.close();
      await rm(home, { recursive: true, force: true });
    });

    // A profile of its own each time: one is asked at most every ten seconds (D-B6).
    const ask = async (name: string, more: Environment) => {
      const added = await runCli(
        env,
        [
          'auth',
          'add',
          '--provider',
          'openai',
          '--name',
          name,
          '--base-url',
          `https://${host}`,
          '--key',
          '-',
          '--no-probe',
        ],
        inventedKeys.openai.replace('aB3-', name),
      );
      expect(added).toMatchObject({ code: 0 });
      const { stdout } = await runCli({ ...env, ...more }, ['auth', 'test', `openai:${name}`, '--json']);
      return JSON.parse(stdout).answers[0];
    };

    it('a key is tested through the proxy, under the authority of NODE_EXTRA_CA_CERTS', async () => {
      expect(await ask('corp', {})).toMatchObject({ outcome: 'ok', httpStatus: 200 });
      expect(tunnels).toContain(`${host}:443`);
    });

    it('the relay asks through the proxy too, and believes the same authority', async () => {
      await ask('relayed', {});
      const before = tunnels.length;
      const served = await startServe(env, ['--no-browser']);
      try {
        const json = async (...args: string[]) => JSON.parse((await runCli(env, [...args, '--json'])).stdout);
        const { token } = await json('relay', 'token', 'add', 'tool');
        const { url } = await json('relay', '--port', String(await freePort()));
        const answer = await fetch(`${url}/openai/v1/models`, {
          headers: { authorization: `Bearer ${token}` },
        });
        expect(await answer.json()).toEqual({ object: 'list', data: [] });
        expect(tunnels).toHaveLength(before + 1);
      } finally {
        await served.stop('SIGTERM');
      }
    });

    it('an unknown authority is a network fault that says nothing about the key', async () => {
      expect(await ask('team', { NODE_EXTRA_CA_CERTS: '' })).toMatchObject({
        outcome: 'network',
        health: { state: 'unknown' },
      });
    });

    it('NO_PROXY is honoured: without the proxy nobody is found', async () => {
      const before = tunnels.length;
      expect(await ask('home', { NO_PROXY: host })).toMatchObject({ outcome: 'network' });
      expect(tunnels).toHaveLength(before);
    });
  },
);

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
