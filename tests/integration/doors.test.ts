import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, testDoors, type TestDoor } from '../fixtures/doors.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

const garbage: [string, string][] = [
  ['words', 'hello'],
  ['half of a message', '{"i":"1","p":'],
  ['a list', '[1,2,3]'],
  ['null', 'null'],
  ['a call without a number', '{"p":{"u":"/ping","b":{}}}'],
  ['a call whose number is an object', '{"i":{},"p":{"u":"/ping"}}'],
  ['a call to nowhere', '{"i":"1","p":{}}'],
  ['a foreign address', '{"i":"1","p":{"u":"http://example.com/ping"}}'],
  ['a path upwards', '{"i":"1","p":{"u":"/../../ping"}}'],
  [
    'a file upload',
    '{"i":"1","p":{"u":"/ping","h":{"content-disposition":"attachment; filename=a"},"b":{}}}',
  ],
  ['a form', '{"i":"1","p":{"u":"/ping","h":{"content-type":"multipart/form-data; boundary=x"},"b":{}}}'],
  ['a message of an unknown kind', '{"i":"1","t":9,"p":{}}'],
  ['a piece of a stream nobody asked for', '{"i":"1","t":3,"p":{"e":"message"}}'],
  ['a body that is no JSON of ours', '{"i":"1","p":{"u":"/profiles/get","b":"__proto__"}}'],
  ['a body that says what its texts become', '{"i":"1","p":{"u":"/ping","b":{"json":"1","meta":[[0]]}}}'],
  ['control characters', '\u0001\u0002'],
];

describe.each(Object.keys(testDoors) as (keyof typeof testDoors)[])('the %s door survives', (name) => {
  let core: RealCore;
  let door: TestDoor;
  beforeAll(async () => {
    core = await realCore();
    door = await testDoors[name](core);
  });
  afterAll(async () => {
    await door.close();
    await core.end();
  });

  it.each(garbage)('%s: the sender is sent away, everybody else is served', async (_, frame) => {
    const other = await door.enter();
    const bad = await door.enter();
    await bad.send(frame);
    await bad.ended;
    expect(await clientOf(other).ping({})).toHaveProperty('version');
    other.close();
  });

  it('a call that is unknown, taken back or out of shape, without ending the connection', async () => {
    const raw = await door.enter();
    const client = clientOf(raw);
    await raw.send('{"i":"900","t":4}');
    await raw.send('{"i":"901","p":{"u":"/no/such/call","b":{}}}');
    await raw.send('{"i":"902","p":{"u":"/profiles/get","b":{"json":{"id":null}}}}');
    await raw.send('{"i":"903","p":{"u":"/profiles/get","b":{"json":"__proto__"}}}');
    expect(await client.ping({})).toHaveProperty('version');
    raw.close();
  });

  it('a message beyond 1 MiB: it is answered unread', async () => {
    const raw = await door.enter();
    const client = clientOf(raw);
    const tooLarge = client.profiles.recognise({ text: 'x'.repeat(2 * 1024 * 1024) });
    await expect(tooLarge).rejects.toMatchObject({ code: 'too_large' });
    expect(await client.ping({})).toHaveProperty('version');
    raw.close();
  });

  it('a flood of calls: what is too much is answered busy', async () => {
    const raw = await door.enter();
    const client = clientOf(raw);
    const answers = await Promise.allSettled(Array.from({ length: 500 }, () => client.status({})));
    const codes = new Set(
      answers.map((answer) => (answer.status === 'fulfilled' ? 'ok' : answer.reason.code)),
    );
    expect([...codes].every((code) => code === 'ok' || code === 'busy')).toBe(true);
    expect(await client.ping({})).toHaveProperty('version');
    raw.close();
  });

  it('a subscriber that stops reading: no memory, no delay for others, and the truth in the end', async () => {
    const { client } = core;
    const { profile } = await client.profiles.add({
      secret: inventedKeys.openai,
      name: 'Busy',
      probe: false,
    });
    const slow = await door.enter();
    const seen: string[] = [];
    void (async () => {
      for await (const change of await clientOf(slow).changes({})) {
        if (change.type === 'profile') seen.push(change.profile.notes ?? '');
      }
    })().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    slow.pause();

    const quick = await door.enter();
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const rounds = 400;
    for (let round = 1; round <= rounds; round++) {
      await client.profiles.edit({ id: profile.id, notes: `${round} ${'n'.repeat(3900)}` });
    }
    expect(await clientOf(quick).ping({})).toHaveProperty('version');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);

    slow.resume();
    const endsAt = Date.now() + 10_000;
    while (!(seen.at(-1) ?? '').startsWith(`${rounds} `) && Date.now() < endsAt) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(seen.at(-1)).toMatch(new RegExp(`^${rounds} `));
    slow.close();
    quick.close();
    await client.profiles.remove({ id: profile.id });
  });

  it('and writes no secret and no message of a client into its log', () => {
    const log = core.log.lines.join('\n');
    expect(log).not.toContain(inventedKeys.openai);
    expect(log).not.toContain('/no/such/call');
  });
});
