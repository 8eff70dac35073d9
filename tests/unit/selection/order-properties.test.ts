import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countBefore,
  effectiveOrder,
  nextOf,
  placesOf,
  type OrderCandidate,
} from '../../../src-main/selection/order.ts';
import { kinds, unavailableReasons } from '../../../src-shared/words.ts';

const ids = ['p:a', 'p:b', 'p:c', 'p:d', 'p:e', 'p:f', 'p:g'];

const candidateOf = (id: string): fc.Arbitrary<OrderCandidate> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      createdAt: fc.nat(3),
      lastUsedAt: fc.option(fc.nat(3)),
      why: fc.option(fc.constantFrom(...unavailableReasons)),
      cooldownUntil: fc.nat(5),
    })
    .map((told) => ({ id, ...told, cooldownUntil: told.why === 'cooling' ? told.cooldownUntil : null }));

const provider = fc
  .subarray(ids)
  .chain((own) => fc.tuple(...own.map(candidateOf)))
  .chain((own) =>
    fc.record({
      own: fc.constant(own),
      shuffled: fc.shuffledSubarray(own, { minLength: own.length }),
      explicit: fc.option(fc.array(fc.constantFrom(...ids, 'p:gone'), { maxLength: 9 }), { nil: undefined }),
      pinned: fc.option(fc.constantFrom(...ids, 'p:gone')),
    }),
  );

interface Drawn {
  own: OrderCandidate[];
  explicit: string[] | undefined;
  pinned: string | null;
}

function placed({ own, explicit, pinned }: Drawn) {
  const effective = effectiveOrder(explicit, new Set(own.map(({ id }) => id)));
  const listed = effective && new Set(effective);
  const judged = own.map((each) =>
    listed !== null && !listed.has(each.id) ? { ...each, why: 'excluded_by_order' as const } : each,
  );
  return { judged, places: placesOf(judged, effective, pinned) };
}

test('no profile is lost, none is there twice, and places are counted without a gap', () => {
  fc.assert(
    fc.property(provider, (drawn) => {
      const { places } = placed(drawn);
      expect(places.map(({ id }) => id).toSorted()).toEqual(drawn.own.map(({ id }) => id).toSorted());
      const counted = places.flatMap(({ place }) => place ?? []);
      expect(counted).toEqual(counted.map((_, index) => index + 1));
      expect(places.findIndex(({ place }) => place === null)).toBe(
        counted.length === places.length ? -1 : counted.length,
      );
    }),
  );
});

test('the same profiles come in the same order, however they were listed', () => {
  fc.assert(
    fc.property(provider, (drawn) => {
      expect(placed({ ...drawn, own: drawn.shuffled }).places.map(({ id }) => id)).toEqual(
        // What has no place, and what rests equally long, may stand in any order of its own.
        expect.arrayContaining(placed(drawn).places.map(({ id }) => id)),
      );
      const ready = ({ own, ...rest }: Drawn) =>
        placed({ own, ...rest }).places.filter(({ why, place }) => place !== null && why !== 'cooling');
      expect(ready({ ...drawn, own: drawn.shuffled })).toEqual(ready(drawn));
    }),
  );
});

test('what rests comes after everything that can serve, whoever ends soonest first', () => {
  fc.assert(
    fc.property(provider, (drawn) => {
      const { judged, places } = placed(drawn);
      const rests = places.filter(({ place }) => place !== null).map(({ why }) => why === 'cooling');
      expect(rests).toEqual(rests.toSorted((a, b) => Number(a) - Number(b)));
      const until = new Map(judged.map(({ id, cooldownUntil }) => [id, cooldownUntil ?? 0]));
      const ends = places.filter(({ why }) => why === 'cooling').map(({ id }) => until.get(id) ?? 0);
      expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    }),
  );
});

test('next is the first that can serve: nothing that is disabled, resting, ended or left out', () => {
  fc.assert(
    fc.property(provider, (drawn) => {
      const { judged, places } = placed(drawn);
      const next = nextOf(places);
      const able = judged.filter(({ why }) => why === null).map(({ id }) => id);
      if (next === null) expect(able).toEqual([]);
      else expect(able).toContain(next);
      if (drawn.pinned !== null && able.includes(drawn.pinned)) expect(next).toBe(drawn.pinned);
    }),
  );
});

test('a newcomer that can serve stands where sorting all of them anew would put it', () => {
  fc.assert(
    fc.property(provider, candidateOf('p:new'), ({ own, pinned }, drawn) => {
      const newcomer = { ...drawn, why: null, cooldownUntil: null };
      const siblings = placesOf(own, null, pinned).map(({ id }) => id);
      const before = countBefore(newcomer, siblings, (id) => own.find((each) => each.id === id), pinned);
      expect(siblings.toSpliced(before, 0, newcomer.id)).toEqual(
        placesOf([...own, newcomer], null, pinned).map(({ id }) => id),
      );
    }),
  );
});
