import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { movedIn, type Move } from './move-in-order.ts';

const said: Readonly<Record<Move, (name: string) => string>> = {
  first: (name) => say('{name} serves first now.', { name }),
  up: (name) => say('{name} was moved up.', { name }),
  down: (name) => say('{name} was moved down.', { name }),
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
      notices.show({ text: said[way](name), act: { label: say('Undo'), run: back } });
    });

  const placed = siblings
    .filter(({ order }) => order !== null)
    .toSorted((left, right) => (left.order ?? 0) - (right.order ?? 0));
  return { siblings, placed, next: placed.find(({ available }) => available) ?? null, move };
}
