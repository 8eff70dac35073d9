import { KeywatchError } from './errors.ts';
import { repeatable } from './repeatable.ts';

/** As much of a profile as choosing one needs. */
export interface Selectable {
  id: string;
  name: string;
}

const shown = 5;

function quoted(selector: string): string {
  const shown = repeatable(selector);
  return shown === null ? 'what was typed' : `“${shown}”`;
}

function listed(ids: readonly string[]): string {
  const rest = ids.length - shown;
  return rest > 0 ? `${ids.slice(0, shown).join(', ')} and ${rest} more` : ids.join(', ');
}

function tiersOf(selector: string): ReadonlyArray<(profile: Selectable) => boolean> {
  const small = selector.toLowerCase();
  return [
    ({ id }) => id === selector,
    ({ id, name }) => id.toLowerCase() === small || name.toLowerCase() === small,
    ({ id, name }) => id.toLowerCase().startsWith(small) || name.toLowerCase().startsWith(small),
  ];
}

/**
 * The one profile meant by a full id, or by any unambiguous beginning of an id or name; what matches whole goes before
 * what only begins so. Throws KeywatchError `not_found`, `ambiguous` (naming the candidates) or `bad_usage` when empty.
 */
export function selectProfile<P extends Selectable>(selector: string, profiles: readonly P[]): P {
  const wanted = selector.trim();
  if (wanted === '') {
    throw new KeywatchError(
      'bad_usage',
      'No profile was named; type its id, or the beginning of its id or name.',
    );
  }
  for (const matches of tiersOf(wanted)) {
    const found = profiles.filter(matches);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    if (found.length > 1) {
      const candidates = listed(found.map(({ id }) => id));
      throw new KeywatchError(
        'ambiguous',
        `${quoted(wanted)} could be ${candidates}; nothing was changed; type more of the one you mean.`,
        { candidates },
      );
    }
  }
  const near = profiles.filter(
    ({ id, name }) => id.includes(wanted.toLowerCase()) || name.toLowerCase().includes(wanted.toLowerCase()),
  );
  const candidates = listed(near.map(({ id }) => id));
  throw new KeywatchError(
    'not_found',
    `No profile begins with ${quoted(wanted)}; nothing was changed; ${
      near.length > 0 ? `near it: ${candidates}.` : 'auth list shows them all.'
    }`,
    { candidates },
  );
}
