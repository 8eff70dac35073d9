import { array, assert, constant, constantFrom, integer, oneof, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { createDueQueue } from '../../../src-main/health/due-queue.ts';

it('always has the earliest first, whatever was put in, moved or taken out', () => {
  const id = constantFrom(...'abcdefghijklmnop');
  const step = oneof(
    record({ do: constant('set' as const), id, at: integer({ min: 0, max: 30 }) }),
    record({ do: constant('delete' as const), id }),
  );
  assert(
    property(array(step, { maxLength: 200 }), (steps) => {
      const queue = createDueQueue();
      const known = new Map<string, number>();
      for (const one of steps) {
        if (one.do === 'set') {
          queue.set(one.id, one.at);
          known.set(one.id, one.at);
        } else {
          queue.delete(one.id);
          known.delete(one.id);
        }
        expect(queue.size).toBe(known.size);
        expect(queue.first()?.at ?? null).toBe(known.size === 0 ? null : Math.min(...known.values()));
        for (const [each, at] of known) expect(queue.at(each)).toBe(at);
      }
    }),
  );
});
