import type { Found } from '../../src-shared/contract-schema.ts';
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
      `This begins like ${article(shape.label)} but does not have the form of one; it may be cut off.`,
      blocks,
    );
  if (key.length >= terminalWidths[0] && key.length <= terminalWidths[1] && key.length < shape.length)
    return problem(
      'cut_off',
      `This has ${key.length} characters and ${article(shape.label)} has ${shape.length}: it looks cut at the terminal’s width. Widen the window and print it again, or copy it in two parts.`,
      blocks,
    );
  if (key.length < shape.length)
    return problem(
      'cut_off',
      `This has ${key.length} characters and ${article(shape.label)} has ${shape.length}: the end is missing.`,
      blocks,
    );
  if (key.length > shape.length)
    return problem(
      'too_long',
      `This has ${key.length} characters and ${article(shape.label)} has ${shape.length}: something else was copied with it.`,
      blocks,
    );
  const ending =
    shape.ending === undefined || key.endsWith(shape.ending) ? '' : ` Such a key ends with ${shape.ending}.`;
  return problem(
    'typo',
    `This has the right length for ${article(shape.label)} but not its form.${ending} Copy it again.`,
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
  const where = name === null ? `for ${meant.name}` : `${name}, which is for ${meant.name}`;
  const kept = provider === null ? '' : ` It is kept under ${provider.name}.`;
  return problem(
    'wrong_kind',
    `This was given as ${where}, but it is ${article(shape.label)}.${kept}`,
    false,
  );
}

/** Whether a provider is a server of somebody's own, which may take keys of any form. */
export const takesAny = ({ baseUrl, shapes }: Provider): boolean =>
  baseUrl === null && shapes.every(({ pattern, ambiguous }) => ambiguous === true && pattern === undefined);

/** A key of a service that has no file here: whether its server may be added all the same. */
export function elsewhere(shape: Pick<ForeignShape, 'label' | 'serves'>): Problem {
  return shape.serves === 'other'
    ? problem(
        'not_a_key',
        `This is ${article(shape.label)}, which Keywatch cannot check: no provider here takes it.`,
        false,
      )
    : problem(
        'needs_base_url',
        `This is ${article(shape.label)}. Keywatch has no file for that service: add it as a custom server with its base URL.`,
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
    `Keys of ${meant.name} begin with ${begins.slice(0, 3).join(' or ')}; this one does not.`,
    false,
  );
}
