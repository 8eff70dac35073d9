import type { Found } from '../../src-shared/contract-schema.ts';
import { telling } from '../../src-shared/say.ts';
import type { ForeignShape } from './foreign-keys.ts';
import type { KnownShape } from './known-shapes.ts';
import type { KeyShape, Provider } from './provider.ts';

export type Problem = NonNullable<Found['problem']>;

/** What is wrong with a find, for people; `blocks`: it cannot be kept as it is. */
export const problem = (code: Problem['code'], message: string, blocks: boolean): Problem => ({
  code,
  message,
  blocks,
});

/** Why a credential of this form must not be stored, and what to give instead. */
export const refused = (shape: KeyShape): Problem | null =>
  shape.refuse === undefined ? null : problem(shape.refuseAs ?? 'not_a_key', shape.refuse, true);

/** Terminals are 80 columns wide unless told otherwise; a prompt or a blank takes one. */
const terminalWidths = [79, 81] as const;

/** How a key falls short of the form that it begins with. */
export function misshapen(key: string, shape: KeyShape, whole: boolean): Problem | null {
  if (whole || shape.pattern === undefined) return null;
  const blocks = shape.strict === true;
  if (shape.length === undefined)
    return problem(
      'typo',
      telling('This begins like {which} but does not have the form of one; it may be cut off.', {
        which: article(shape.label),
      }),
      blocks,
    );
  if (key.length >= terminalWidths[0] && key.length <= terminalWidths[1] && key.length < shape.length)
    return problem(
      'cut_off',
      telling(
        'This has {count} characters and {which} has {length}: it looks cut at the terminal’s width. Widen the window and print it again, or copy it in two parts.',
        { count: key.length, which: article(shape.label), length: shape.length },
      ),
      blocks,
    );
  if (key.length < shape.length)
    return problem(
      'cut_off',
      telling('This has {count} characters and {which} has {length}: the end is missing.', {
        count: key.length,
        which: article(shape.label),
        length: shape.length,
      }),
      blocks,
    );
  if (key.length > shape.length)
    return problem(
      'too_long',
      telling('This has {count} characters and {which} has {length}: something else was copied with it.', {
        count: key.length,
        which: article(shape.label),
        length: shape.length,
      }),
      blocks,
    );
  const which = article(shape.label);
  const { ending } = shape;
  return problem(
    'typo',
    ending === undefined || key.endsWith(ending)
      ? telling('This has the right length for {which} but not its form. Copy it again.', { which })
      : telling(
          'This has the right length for {which} but not its form. Such a key ends with {ending}. Copy it again.',
          { which, ending },
        ),
    blocks,
  );
}

const article = (label: string): string => `${/^[aeio]/i.test(label) ? 'an' : 'a'} ${label}`;

/** A key given to another provider's name: cheap to see, and a common way to spend an evening. */
export function misplaced(
  { shape, provider }: KnownShape,
  meant: Provider | null,
  name: string | null,
): Problem | null {
  if (meant === null || meant.id === provider?.id || takesAny(meant)) return null;
  const given =
    name === null
      ? telling('for {name}', { name: meant.name })
      : telling('{name}, which is for {provider}', { name, provider: meant.name });
  const told = telling('This was given as {what}, but it is {which}.', {
    what: given,
    which: article(shape.label),
  });
  const kept = provider === null ? '' : ` ${telling('It is kept under {name}.', { name: provider.name })}`;
  return problem('wrong_kind', `${told}${kept}`, false);
}

/** Whether a provider is a server of somebody's own, which may take keys of any form. */
export const takesAny = ({ baseUrl, shapes }: Provider): boolean =>
  baseUrl === null && shapes.every(({ pattern, ambiguous }) => ambiguous === true && pattern === undefined);

/** A key of a service that has no file here: whether its server may be added all the same. */
export function elsewhere(shape: Pick<ForeignShape, 'label' | 'serves'>): Problem {
  return shape.serves === 'other'
    ? problem(
        'not_a_key',
        telling('This is {which}, which Keywatch cannot check: no provider here takes it.', {
          which: article(shape.label),
        }),
        false,
      )
    : problem(
        'needs_base_url',
        telling(
          'This is {which}. Keywatch has no file for that service: add it as a custom server with its base URL.',
          { which: article(shape.label) },
        ),
        false,
      );
}

/** That keys of this provider look otherwise; null where nobody knows how they look. */
export function unlike(meant: Provider): Problem | null {
  const begins = [
    ...new Set(
      meant.shapes
        .filter(({ refuse, ambiguous }) => refuse === undefined && ambiguous !== true)
        .map(({ prefix }) => prefix),
    ),
  ];
  if (begins.length === 0 || begins.includes('')) return null;
  return problem(
    'typo',
    telling('Keys of {name} begin with {begins}; this one does not.', {
      name: meant.name,
      begins: begins.slice(0, 3).join(' or '),
    }),
    false,
  );
}
