import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { introduced } from '../../src-cli/local-client.ts';
import { reached } from '../../src-cli/reach.ts';
import { openBrowserDoor } from '../../src-main/api/browser-door.ts';
import { openLocalDoor, proof } from '../../src-main/api/local-door.ts';
import { socketPlace } from '../../src-main/api/socket-path.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';

let core: RealCore;
let door: Awaited<ReturnType<typeof openLocalDoor>>;
let key: Buffer;
beforeEach(async () => {
  core = await realCore();
  const place = socketPlace(core.directory, process.platform, 'somebody', tmpdir());
  door = await openLocalDoor({ place, home: core.directory, handler: core.handler, log: core.log });
  key = readFileSync(join(core.directory, 'door.key'));
});
afterEach(async () => {
  await door.close();
  await core.end();
});

const list = '{"i":"1","p":{"u":"/profiles/list","b":{"json":{}}}}';

/** Introduces itself by what `say` makes of the greeting, and asks; everything the door said after its greeting. */
async function told(say: (theirs: string) => object): Promise<string> {
  const socket = connect(door.address);
  socket.on('error', () => undefined);
  socket.setEncoding('utf8');
  const [greeting] = await once(socket, 'data');
  let said = '';
  socket.on('data', (text) => (said += String(text)));
  socket.write(`${JSON.stringify(say(JSON.parse(String(greeting)).nonce))}\n${list}\n`);
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 500))]);
  socket.destroy();
  return said;
}

describe('the local door', () => {
  const ours = randomBytes(24).toString('base64');

  it('answers who proves that it can read door.key, and proves the same', async () => {
    const said = await told((theirs) => ({ nonce: ours, proof: proof(key, 'client', theirs, ours) }));
    const [own, answer] = said.split('\n');
    expect(JSON.parse(own ?? '')).toHaveProperty('proof');
    expect(answer).toContain('profiles');
  });

  it('is heard by a program that was kept from running for longer than it waits', async () => {
    const socket = await reached(door.address);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const entering = introduced(socket, core.directory, 'a slow one', 50);
    const until = performance.now() + 100;
    while (performance.now() < until);
    const entered = await entering;
    expect(await entered?.client.ping({})).toHaveProperty('version');
    entered?.close();
  });

  it.each([
    [
      'with another key',
      (theirs: string) => ({ nonce: ours, proof: proof(randomBytes(32), 'client', theirs, ours) }),
    ],
    [
      'with the proof of the other side',
      (theirs: string) => ({ nonce: ours, proof: proof(key, 'server', theirs, ours) }),
    ],
    [
      'with a proof for another greeting',
      () => ({ nonce: ours, proof: proof(key, 'client', 'bm9uY2U=', ours) }),
    ],
    [
      'with a nonce too short to be one',
      (theirs: string) => ({ nonce: '', proof: proof(key, 'client', theirs, '') }),
    ],
    ['without a proof', () => ({ nonce: ours })],
  ])('says nothing to a program %s', async (_what, say) => {
    expect(await told(say)).toBe('');
    expect(core.log.lines.join()).not.toContain(ours);
  });
});

describe('the browser door', () => {
  it('listens on 127.0.0.1 and on no other address of this machine', async () => {
    const { handler, log } = core;
    const browser = await openBrowserDoor({ port: 0, files: new Map(), handler, log });
    const others = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const reached = (host: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port: browser.port, timeout: 1_000 });
        const end = (is: boolean) => {
          socket.destroy();
          resolve(is);
        };
        socket
          .on('connect', () => end(true))
          .on('error', () => end(false))
          .on('timeout', () => end(false));
      });
    try {
      expect(await reached('127.0.0.1')).toBe(true);
      for (const { address } of others.filter(({ address }) => address !== '127.0.0.1'))
        expect(await reached(address), address).toBe(false);
      // The whole of 127.0.0.0/8 is this machine where it is Linux.
      expect(await reached('127.0.0.2')).toBe(false);
    } finally {
      await browser.close();
    }
  });
});
