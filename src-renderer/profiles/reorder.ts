import { say } from '../../src-shared/say.ts';
import type { Desk } from '../store/desk.ts';

/** The order after a profile was dropped before or after another; one that stands nowhere in it comes in there. */
export function droppedIn(
  listed: readonly string[],
  id: string,
  target: string,
  side: 'before' | 'after',
): readonly string[] {
  const others = listed.filter((each) => each !== id);
  const at = others.indexOf(target);
  if (at === -1) return listed;
  return others.toSpliced(side === 'before' ? at : at + 1, 0, id);
}

/** Gives a provider's profiles another order; says the profile's new number, and takes it back where asked. */
export async function reorder(
  { act, notices }: Desk,
  { id, provider, name }: { readonly id: string; readonly provider: string; readonly name: string },
  change: (listed: readonly string[]) => readonly string[],
): Promise<void> {
  await act(async ({ order }) => {
    const before = await order.explain({ provider });
    const { explicit } = before;
    const listed = explicit ?? before.order.map((each) => each.id);
    const ids = change(listed);
    if (ids.every((each, index) => each === listed[index]) && ids.length === listed.length) return;
    await order.set({ provider, ids: [...ids] });
    const back = () =>
      void act(({ order: again }) =>
        explicit === null ? again.clear({ provider }) : again.set({ provider, ids: explicit }),
      );
    notices.show({
      about: 'order',
      text: say('{name} is number {place} of {count} now.', {
        name,
        place: ids.indexOf(id) + 1,
        count: ids.length,
      }),
      act: { label: say('Undo'), run: back },
    });
  });
}
