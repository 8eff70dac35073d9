import { telling } from '../../../src-shared/say.ts';
import { shapeOf } from '../../providers/known-shapes.ts';
import { providerByVariable } from '../../providers/variable-names.ts';
import type { Found } from '../circumstances.ts';
import type { Offer } from './tool.ts';
import type { Taker } from './uses.ts';

/** What is wrong with the value of a variable, as far as its form tells; null where nothing is. */
function oddityOf({ name, secret }: Offer, isElsewhere: boolean): string | null {
  if (secret === null) return null;
  if (/^["'`]|["'`]$/.test(secret))
    return telling('{name} has quotes around it, which are sent along.', { name });
  if (/\s/.test(secret))
    return telling('{name} has blanks or line breaks in it: a paste that was wrapped.', { name });
  if (/^(?:\$\{?\w|op:\/\/)/.test(secret))
    return telling('{name} holds a reference, which the tool takes for the key itself.', { name });
  const found = shapeOf(secret);
  if (found === null) return null;
  const { shape, provider } = found.known;
  const meant = providerByVariable(name);
  // A server of one's own takes keys of any form.
  if (meant !== null && provider !== null && provider.id !== meant.id && !isElsewhere)
    return telling('{name} holds a key of {provider}, not of {meant}.', {
      name,
      provider: provider.name,
      meant: meant.name,
    });
  const length = 'length' in shape ? (shape.length ?? null) : null;
  return found.whole || length === null || secret.length >= length
    ? null
    : telling('{name} is cut off: {count} of {length} characters.', { name, count: secret.length, length });
}

/** Variables whose value cannot be what they are for; each once, whoever reads it. */
export function oddVariables(takers: readonly Taker[]): Found[] {
  const seen = new Set<string>();
  const goElsewhere = new Set(
    takers.flatMap(({ offers, baseUrl }) => (baseUrl === null ? [] : offers.map(({ name }) => name))),
  );
  return takers.flatMap(({ offers }) =>
    offers.flatMap((offer): Found[] => {
      const at = `${offer.name} ${offer.from}`;
      const oddity =
        offer.kind === 'key' || offer.kind === 'token' ? oddityOf(offer, goElsewhere.has(offer.name)) : null;
      if (oddity === null || seen.has(at) || offer.name === 'ANTHROPIC_AUTH_TOKEN') return [];
      seen.add(at);
      return [
        {
          id: 'variable_odd',
          severity: 'warn',
          what: oddity,
          where: offer.from === 'environment' ? null : offer.from,
          remedy: telling('Set it anew; keywatch auth add cleans a paste and says what it is.'),
        },
      ];
    }),
  );
}
