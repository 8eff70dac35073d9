import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BodyLost, createBody, type Body } from '../../../src-main/relay/body.ts';
import { createRoom, type Room } from '../../../src-main/relay/room.ts';
import { openSpool, type Spool } from '../../../src-main/relay/spool.ts';
import { systemClock } from '../../../src-main/machine/clock.ts';

let directory: string;
let source: PassThrough;
let body: Body;
let memory: Room;
let onDisk: Room;
const limits = { inMemory: 100, inAll: 1_000 };

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'keywatch-body-'));
  source = new PassThrough();
  memory = createRoom(1_000);
  onDisk = createRoom(1_000);
  body = createBody(source, {
    clock: systemClock,
    idleMs: 200,
    memory,
    openSpool: () => openSpool(directory, onDisk),
    limits,
  });
});
afterEach(async () => {
  body.close();
  await rm(directory, { recursive: true });
});

async function all(from: Body): Promise<string> {
  let text = '';
  for await (const chunk of from.chunks()) text += Buffer.from(chunk).toString();
  return text;
}

describe('a body that may be sent more than once', () => {
  it('comes again whole, from memory and from a file that has no name', async () => {
    const text = Array.from({ length: 50 }, (_, n) => `piece ${n};`).join('');
    const first = all(body);
    for (const piece of text.match(/.{1,30}/g) ?? []) {
      source.write(piece);
      await new Promise(setImmediate);
    }
    source.end();
    expect(await first).toBe(text);
    expect(body.isKept()).toBe(true);
    expect(await readdir(directory)).toEqual([]);
    expect(await all(body)).toBe(text);
    expect(await all(body)).toBe(text);
  });

  it('is taken up by a second try in the middle of the first, and goes on as it comes', async () => {
    const begun = body.chunks();
    source.write('abc');
    await begun.next();
    // The first try waits for more, and is given up.
    void begun.next();
    const second = all(body);
    source.write('x'.repeat(150));
    source.end('def');
    expect(await second).toBe(`abc${'x'.repeat(150)}def`);
  });

  it('tells its beginning before it is sent', async () => {
    source.write('{"model":"m"');
    expect(Buffer.from(await body.beginning()).toString()).toBe('{"model":"m"');
    source.end('}');
    expect(await all(body)).toBe('{"model":"m"}');
  });

  it('is sent once and not kept, once it was let go or is longer than what may be kept', async () => {
    body.letGo();
    source.end('abc');
    expect(await all(body)).toBe('abc');
    expect(body.isKept()).toBe(false);
    const other = new PassThrough();
    const long = createBody(other, {
      clock: systemClock,
      idleMs: 200,
      memory,
      openSpool: () => openSpool(directory, onDisk),
      limits,
    });
    const sent = all(long);
    for (let n = 0; n < 12; n++) {
      other.write('y'.repeat(100));
      await new Promise(setImmediate);
    }
    other.end();
    expect((await sent).length).toBe(1_200);
    expect(long.isKept()).toBe(false);
    long.close();
  });

  it('is sent once where the disk has no room for it', async () => {
    const other = new PassThrough();
    const full = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    const cramped = createBody(other, { clock: systemClock, idleMs: 200, memory, openSpool: full, limits });
    const sent = all(cramped);
    for (let n = 0; n < 3; n++) {
      other.write('z'.repeat(90));
      await new Promise(setImmediate);
    }
    other.end();
    expect((await sent).length).toBe(270);
    expect(cramped.isKept()).toBe(false);
    cramped.close();
  });

  it('is lost where its rest does not come, and where the client leaves', async () => {
    source.write('abc');
    await expect(all(body)).rejects.toMatchObject({ late: true });
    const other = new PassThrough();
    const left = createBody(other, {
      clock: systemClock,
      idleMs: 5_000,
      memory,
      openSpool: () => openSpool(directory, onDisk),
      limits,
    });
    const sent = all(left);
    other.write('abc');
    setImmediate(() => other.destroy(new Error('gone')));
    await expect(sent).rejects.toBeInstanceOf(BodyLost);
    left.close();
  });

  it('shares the memory and the disk with all others, and gives them back', async () => {
    memory.take(950);
    onDisk.take(900);
    const sent = all(body);
    for (let n = 0; n < 5; n++) {
      source.write('y'.repeat(40));
      await vi.waitFor(() => expect(source.readableLength).toBe(0), { interval: 1 });
    }
    source.end();
    expect((await sent).length).toBe(200);
    // 40 bytes found room in the memory, 80 on the disk, and the rest nowhere.
    expect(body.isKept()).toBe(false);
    expect([memory.take(11), onDisk.take(21)]).toEqual([false, false]);
    body.close();
    expect([memory.take(50), onDisk.take(100)]).toEqual([true, true]);
  });

  it('leaves no file open that was on its way when it was closed', async () => {
    const { promise, resolve } = Promise.withResolvers<Spool>();
    const other = new PassThrough();
    const left = createBody(other, {
      clock: systemClock,
      idleMs: 200,
      memory: createRoom(0),
      openSpool: () => promise,
      limits,
    });
    const sent = all(left);
    sent.catch(() => undefined);
    other.write('abc');
    await new Promise(setImmediate);
    left.close();
    const file = await openSpool(directory, onDisk);
    let closed = 0;
    resolve({
      ...file,
      async close() {
        closed++;
        await file.close();
      },
    });
    await vi.waitFor(() => expect(closed).toBe(1), { interval: 2 });
    other.destroy();
  });
});
