import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BodyLost, createBody, type Body } from '../../../src-main/relay/body.ts';
import { openSpool } from '../../../src-main/relay/spool.ts';
import { systemClock } from '../../../src-main/machine/clock.ts';

let directory: string;
let source: PassThrough;
let body: Body;
const limits = { inMemory: 100, inAll: 1_000 };

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'keywatch-body-'));
  source = new PassThrough();
  body = createBody(source, {
    clock: systemClock,
    idleMs: 200,
    openSpool: () => openSpool(directory),
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
      openSpool: () => openSpool(directory),
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
    const cramped = createBody(other, { clock: systemClock, idleMs: 200, openSpool: full, limits });
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
      openSpool: () => openSpool(directory),
      limits,
    });
    const sent = all(left);
    other.write('abc');
    setImmediate(() => other.destroy(new Error('gone')));
    await expect(sent).rejects.toBeInstanceOf(BodyLost);
    left.close();
  });
});
