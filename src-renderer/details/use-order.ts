import type { Profile } from '../../src-shared/contract-schema.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { movedIn, type Move } from './move-in-order.ts';

const said: Readonly<Record<Move, string>> = {
  first: 'serves first now.',
  up: 'was moved up.',
  down: 'was moved down.',
};

/** The profiles of the same provider, and moving one among them; each move can be taken back. */
export function useOrder(profile: Profile) {
  const { picture, act, notices } = useDesk();
  const { provider, id, name } = profile;
  const siblings = useHeld(picture.profiles).filter((each) => each.provider === provider);

  const move = (way: Move) =>
    act(async ({ order }) => {
      const before = await order.explain({ provider });
      const listed = before.explicit ?? before.order.map((each) => each.id);
      await order.set({ provider, ids: movedIn(listed, id, way) });
      const { explicit } = before;
      const back = () =>
        void act(({ order: again }) =>
          explicit === null ? again.clear({ provider }) : again.set({ provider, ids: explicit }),
        );
      notices.show({ text: `${name} ${said[way]}`, act: { label: 'Undo', run: back } });
    });

  const placed = siblings
    .filter(({ order }) => order !== null)
    .toSorted((left, right) => (left.order ?? 0) - (right.order ?? 0));
  return { siblings, placed, next: placed.find(({ available }) => available) ?? null, move };
}
