import { describe, expect, it } from 'vitest';
import { createOutbox } from '../../../src-main/api/outbox.ts';

const mebi = 1024 * 1024;

/** A client that reads nothing until it is told to. */
function deaf() {
  const waiting: (() => void)[] = [];
  const through = () => new Promise<void>((resolve) => waiting.push(resolve));
  return { through, reads: () => waiting.splice(0).forEach((read) => read()), waiting };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('what one client leaves unread', () => {
  it('is 1,024 answers at most, and none is lost by that once it reads', async () => {
    const outbox = createOutbox();
    const client = deaf();
    const sent = Array.from({ length: 1024 }, () => outbox.send('x', client.through));
    expect(await outbox.send('x', client.through)).toBe(false);
    client.reads();
    expect(await Promise.all(sent)).toEqual(Array(1024).fill(true));
    const again = outbox.send('x', client.through);
    client.reads();
    expect(await again).toBe(true);
  });

  it('is 32 MiB at most, except that one answer may be of any length', async () => {
    const outbox = createOutbox();
    const client = deaf();
    const long = outbox.send('x'.repeat(40 * mebi), client.through);
    expect(await outbox.send('x', client.through)).toBe(false);
    client.reads();
    expect(await long).toBe(true);
  });

  it('is little when all clients together leave much', async () => {
    const clients = Array.from({ length: 6 }, () => ({ outbox: createOutbox(), ...deaf() }));
    const long = 'x'.repeat(24 * mebi);
    const sent = clients.map(({ outbox, through }) => outbox.send(long, through));
    const [first] = clients;
    expect(await first!.outbox.send('x', first!.through)).toBe(false);
    const modest = { outbox: createOutbox(), ...deaf() };
    const small = modest.outbox.send('x', modest.through);
    await nextTurn();
    for (const client of [...clients, modest]) client.reads();
    expect(await Promise.all([...sent, small])).toEqual(Array(7).fill(true));
  });

  it('is counted no more when the client is gone', async () => {
    const outbox = createOutbox();
    const gone = () => Promise.reject(new Error('The client has left.'));
    for (let n = 0; n < 2000; n++) await expect(outbox.send('x', gone)).rejects.toThrow('has left');
  });
});
