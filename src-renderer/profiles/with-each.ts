import type { Client } from '../../src-shared/contract.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import type { Desk } from '../store/desk.ts';
import { met } from '../store/errors.ts';

/** What became of an act on many. */
export interface Came {
  readonly done: readonly Profile[];
  readonly left: readonly { readonly profile: Profile; readonly why: string }[];
}

const atOnce = 6;

/** Does the same to each, a few at a time; what fails for one holds up no other. `tell` hears how many were tried. */
export async function withEach(
  profiles: readonly Profile[],
  act: (profile: Profile) => Promise<unknown>,
  tell: (tried: number) => void,
): Promise<Came> {
  const done: Profile[] = [];
  const left: { profile: Profile; why: string }[] = [];
  const waiting = profiles.values();
  const work = async () => {
    for (const profile of waiting) {
      try {
        await act(profile);
        done.push(profile);
      } catch (error) {
        left.push({ profile, why: met(error).message });
      }
      tell(done.length + left.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { done, left };
}

/** Which were left as they were, and why the first was; null when none was. */
export function leftWords({ left }: Came, nameOf: (profile: Profile) => string): string | null {
  const [first] = left;
  if (first === undefined) return null;
  const name = nameOf(first.profile);
  return left.length === 1
    ? say('{name} was left as it was: {why}', { name, why: first.why })
    : say('{count} were left as they were, {name} among them: {why}', {
        count: left.length,
        name,
        why: first.why,
      });
}

export interface Many {
  readonly profiles: readonly Profile[];
  act(client: Client, profile: Profile): Promise<unknown>;
  /** What is said of those that it was done to. */
  said(count: number): string;
  /** Words of that which tell of a profile: hidden where names are. */
  readonly tells?: readonly string[];
  /** Takes it back for one of them. */
  back?(client: Client, profile: Profile): Promise<unknown>;
  /** Until when it can be taken back, once it is done; epoch ms. */
  until?(): number | null;
}

/** One act on many: one remark at its end with what was done, what was left and why, and how to take it back. */
export async function doToMany(desk: Desk, many: Many): Promise<void> {
  const { act, view, notices, picture } = desk;
  const nameOf = ({ id, name }: Profile) => picture.profile(id)?.name ?? name;
  if (view.manyUnderWay.get() !== null) return;
  const of = many.profiles.length;
  if (of === 0) {
    notices.show({ text: say('All of them are so already.') });
    return;
  }
  view.manyUnderWay.set({ behind: 0, of });
  const came = await act((client) =>
    withEach(
      many.profiles,
      (profile) => many.act(client, profile),
      (behind) => view.manyUnderWay.set({ behind, of }),
    ),
  ).finally(() => view.manyUnderWay.set(null));
  if (came === null) return;
  const left = leftWords(came, nameOf);
  const said = came.done.length === 0 ? null : many.said(came.done.length);
  const text = said === null ? left : left === null ? said : say('{said} {left}', { said, left });
  if (text === null) return;
  const until = many.until?.() ?? null;
  const { back } = many;
  notices.show({
    text,
    tells: many.tells ?? [],
    tone: left === null ? 'none' : 'warn',
    ...((left !== null || until !== null) && { until: until ?? Date.now() + 20_000 }),
    counts: until !== null,
    act:
      back === undefined || said === null
        ? null
        : {
            label: say('Undo'),
            run: () =>
              void doToMany(desk, {
                profiles: came.done,
                act: back,
                said: (count) =>
                  say('{count, plural, one {# profile is} other {# profiles are}} as before.', { count }),
              }),
          },
  });
}
