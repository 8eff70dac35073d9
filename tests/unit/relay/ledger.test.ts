import { expect, test } from 'vitest';
import { gather } from '../../../src-main/relay/gathered.ts';
import { createLedger } from '../../../src-main/relay/ledger.ts';
import type { Passed } from '../../../src-main/relay/wire.ts';

const request = (at: number, more: Partial<Passed> = {}): Passed => ({
  at,
  token: 'tool',
  provider: 'openai',
  id: 'openai:work',
  method: 'POST',
  model: null,
  status: 200,
  tries: 1,
  tookMs: 5,
  refused: null,
  ...more,
});
const stranger = (at: number) =>
  request(at, { token: null, id: null, status: 401, tries: 0, refused: 'no_token' });

test('whoever knocks without a token, however often, is counted and takes no place of what was served', () => {
  const ended = gather();
  ended.add(request(1, { tries: 2 }));
  for (let at = 2; at < 10_002; at++) ended.add(stranger(at));
  const { passed, turned } = ended.take();
  expect(turned?.last).toHaveLength(100);
  const ledger = createLedger();
  ledger.passed(passed);
  ledger.turnedAway(turned!);
  ledger.turnedAway({ counts: { no_token: 1, page: 2 }, last: [stranger(10_002)] });
  const { recent, ...told } = ledger.told();
  expect(told).toEqual({ served: 1, failedOver: 1, refused: { no_token: 10_001, page: 2 } });
  expect(recent).toHaveLength(101);
  expect([recent[0]?.at, recent.at(-1)?.at]).toEqual([10_002, 1]);
});

test('what was told is not told again', () => {
  const ended = gather();
  ended.add(request(1));
  ended.add(stranger(2));
  ended.take();
  expect(ended.take()).toEqual({ passed: [], turned: null });
});
