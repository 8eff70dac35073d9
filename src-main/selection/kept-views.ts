import type { Profile } from '../../src-shared/contract-schema.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { sightOf, type ProfileParts, type Sight } from './profile-view.ts';

/** What a view is made of beside what is stored: the same parts give the same view until a moment it tells of comes. */
const partsOfView = [
  'record',
  'linked',
  'wrongClock',
  'damaged',
  'locked',
  'excluded',
  'withinMs',
  'probesPerDay',
] as const satisfies readonly (keyof ProfileParts)[];

interface Kept {
  parts: ProfileParts;
  sight: Sight;
  /** When the clock alone changes it; epoch ms. */
  until: number;
}

/**
 * Sights, each made anew only when something it is made of did change: a look at thousands of profiles then costs little
 * more than one, and those that keep their place are the same objects. `nextMomentOf` says when the clock alone changes
 * a view. Epoch ms.
 */
export function keepViews(
  nextMomentOf: (view: Profile, parts: ProfileParts) => number,
): (parts: ProfileParts) => Sight {
  // What is stored is another object after each change; a profile that is gone takes its view along.
  const kept = new WeakMap<StoredProfile, Kept>();

  function isStill({ parts: made, until }: Kept, parts: ProfileParts): boolean {
    if (parts.now < made.now || parts.now >= until) return false;
    return partsOfView.every((part) => made[part] === parts[part]) && usedAlike(made, parts);
  }

  return (parts) => {
    const before = kept.get(parts.stored);
    if (before !== undefined && isStill(before, parts)) return before.sight;
    const sight = rememberingPlace(sightOf(parts));
    kept.set(parts.stored, { parts, sight, until: nextMomentOf(sight.view, parts) });
    return sight;
  };
}

function rememberingPlace({ view, at }: Sight): Sight {
  let last = view;
  return {
    view,
    at(place) {
      if (last.order !== place) last = at(place);
      return last;
    },
  };
}

function usedAlike({ usedBy: a = [] }: ProfileParts, { usedBy: b = [] }: ProfileParts): boolean {
  return a === b || (a.length === b.length && a.every((user, index) => user === b[index]));
}
