import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import type { Desk } from '../store/desk.ts';
import { doToMany } from './with-each.ts';

/** Asks about all of them in one call; what they answered is told once. */
export async function checkMany({ act, view, notices }: Desk, profiles: readonly Profile[]): Promise<void> {
  if (view.manyUnderWay.get() !== null) return;
  view.manyUnderWay.set({ behind: 0, of: profiles.length });
  const told = await act((client) => client.probes.test({ ids: profiles.map(({ id }) => id) })).finally(() =>
    view.manyUnderWay.set(null),
  );
  if (told === null) return;
  const count = told.answers.length;
  const well = told.answers.filter(({ outcome }) => outcome === 'ok').length;
  notices.show({
    tone: well === count ? 'good' : 'none',
    text: say('{count, plural, one {# profile} other {# profiles}} checked; {well} in order.', {
      count,
      well,
    }),
  });
}

/** Switches them on or off; those that are so already are not touched. */
export function switchMany(desk: Desk, profiles: readonly Profile[], on: boolean): Promise<void> {
  return doToMany(desk, {
    profiles: profiles.filter(({ enabled }) => enabled !== on),
    act: ({ profiles: calls }, { id }) => (on ? calls.enable({ id }) : calls.disable({ id })),
    back: ({ profiles: calls }, { id }) => (on ? calls.disable({ id }) : calls.enable({ id })),
    said: (count) =>
      on
        ? say('{count, plural, one {# profile was} other {# profiles were}} enabled.', { count })
        : say('{count, plural, one {# profile was} other {# profiles were}} disabled.', { count }),
  });
}

/** Adds a tag to those that lack it, or takes it from those that have it. */
export function tagMany(
  desk: Desk,
  profiles: readonly Profile[],
  tag: string,
  wanted: boolean,
): Promise<void> {
  const tagsOf = ({ tags }: Profile) => (wanted ? [...tags, tag] : tags.filter((each) => each !== tag));
  return doToMany(desk, {
    profiles: profiles.filter(({ tags }) => tags.includes(tag) !== wanted),
    act: ({ profiles: calls }, profile) => calls.edit({ id: profile.id, tags: tagsOf(profile) }),
    back: ({ profiles: calls }, { id, tags }) => calls.edit({ id, tags }),
    tells: [tag],
    said: (count) =>
      wanted
        ? say('The tag {tag} was added to {count, plural, one {# profile} other {# profiles}}.', {
            tag,
            count,
          })
        : say('The tag {tag} was taken from {count, plural, one {# profile} other {# profiles}}.', {
            tag,
            count,
          }),
  });
}

/** Removes them; all can be taken back until the first of them no longer can. */
export async function removeMany(desk: Desk, profiles: readonly Profile[]): Promise<void> {
  const ends: number[] = [];
  await doToMany(desk, {
    profiles,
    act: async ({ profiles: calls }, { id }) => {
      const { restorableUntil } = await calls.remove({ id });
      ends.push(restorableUntil);
    },
    back: ({ profiles: calls }, { id }) => calls.restore({ id }),
    until: () => (ends.length === 0 ? null : Math.min(...ends)),
    said: (count) => say('{count, plural, one {# profile was} other {# profiles were}} removed.', { count }),
  });
}
