import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Act } from './acts.ts';
import { actsOf, goTo } from './profile-acts.ts';

/** Acts under a head; null where they need none. */
export interface Group {
  readonly id: 'recent' | 'here' | 'acts' | 'profiles' | 'found';
  readonly acts: readonly Act[];
}

/** What the palette looks through. */
export interface Offer {
  readonly acts: readonly Act[];
  readonly profiles: readonly Profile[];
  /** The profile whose details are open. */
  readonly open: Profile | null;
  /** Ids of acts, the newest first. */
  readonly recent: readonly string[];
}

const mostFound = 40;
const mostProfiles = 8;
/** Of so many profiles, those that a word names or else the first, what can be done with them is offered too. */
const mostNamed = 12;

const startOfWord = 3;
const within = 2;
const beside = 1;

/** How well an act fits the words: each must be in it; nought where one is not. */
export function fits({ words, also = '' }: Pick<Act, 'words' | 'also'>, looked: readonly string[]): number {
  const [text, more] = [words.toLowerCase(), also.toLowerCase()];
  let sum = 0;
  for (const word of looked) {
    const at = text.indexOf(word);
    if (at === 0 || (at > 0 && text[at - 1] === ' ')) sum += startOfWord;
    else if (at > 0) sum += within;
    else if (more.includes(word)) sum += beside;
    else return 0;
  }
  return sum;
}

/** What is offered for what was typed: before anything is typed what was done lately, then all there is. */
export function findActs(typed: string, { acts, profiles, open, recent }: Offer): readonly Group[] {
  const looked = typed
    .toLowerCase()
    .split(/[\s…]+/)
    .filter(Boolean);
  const here = open === null ? [] : actsOf(open);
  if (looked.length === 0) {
    const lately = recent.flatMap((id) => acts.find((act) => act.id === id) ?? []);
    const groups: Group[] = [
      { id: 'recent', acts: lately },
      { id: 'here', acts: here },
      { id: 'acts', acts: acts.filter((act) => !lately.includes(act)) },
      { id: 'profiles', acts: profiles.slice(0, mostProfiles).map(goTo) },
    ];
    return groups.filter((group) => group.acts.length > 0);
  }
  const named = profiles.filter(({ name }) => looked.some((word) => name.toLowerCase().includes(word)));
  const offered = [
    ...acts,
    ...here,
    ...(named.length > 0 ? named : profiles)
      .slice(0, mostNamed)
      .filter(({ id }) => id !== open?.id)
      .flatMap(actsOf),
    ...profiles.map(goTo),
  ];
  const found = offered
    .map((act) => ({ act, fit: fits(act, looked) + (recent.includes(act.id) ? 0.5 : 0) }))
    .filter(({ fit }) => fit >= 1)
    .sort((left, right) => right.fit - left.fit)
    .slice(0, mostFound)
    .map(({ act }) => act);
  return found.length === 0 ? [] : [{ id: 'found', acts: found }];
}
