import { foreignShapes, type ForeignShape } from './foreign-keys.ts';
import { providers } from './index.ts';
import type { KeyShape, Provider } from './provider.ts';

/** A form of key, and whose it is; `provider` is null for a service without a file here. */
export interface KnownShape {
  shape: KeyShape | ForeignShape;
  provider: Provider | null;
}

/** Dozens of servers hand out keys that begin so: this alone names nobody. */
const commonPrefixes: ReadonlySet<string> = new Set(['sk-', 'sk_']);

const known: readonly KnownShape[] = [
  ...providers.flatMap((provider) => provider.shapes.map((shape) => ({ shape, provider }))),
  ...foreignShapes.map((shape) => ({ shape, provider: null })),
];

const isAmbiguous = ({ shape }: KnownShape): boolean => 'ambiguous' in shape && shape.ambiguous === true;
const sure = known.filter((one) => !isAmbiguous(one));

/** Every prefix that starts a key, longest first; JSON web tokens among them. */
export const keyPrefixes: readonly string[] = [
  ...new Set([...commonPrefixes, 'eyJ', ...sure.map(({ shape }) => shape.prefix)]),
]
  .filter((prefix) => prefix !== '')
  .sort((a, b) => b.length - a.length);

/** Signs inside keys of one prefix that other keys have not. */
export const ownSigns: ReadonlyMap<string, string> = new Map(
  known.flatMap(({ shape }) =>
    'signs' in shape && shape.signs !== undefined ? [[shape.prefix, shape.signs]] : [],
  ),
);

/**
 * The form a key surely has: by its whole, by a prefix that names it, or, where keys of a kind have no prefix, by how
 * they are built; null when it has none.
 */
export function shapeOf(key: string): { known: KnownShape; whole: boolean } | null {
  const begun = sure.filter(({ shape }) => shape.prefix !== '' && key.startsWith(shape.prefix));
  const whole =
    begun.find(({ shape }) => shape.pattern?.test(key)) ??
    sure.find(({ shape }) => shape.prefix === '' && shape.pattern?.test(key) === true);
  if (whole) return { known: whole, whole: true };
  const named = begun
    .filter(({ shape }) => !commonPrefixes.has(shape.prefix))
    .sort((a, b) => b.shape.prefix.length - a.shape.prefix.length)[0];
  return named === undefined ? null : { known: named, whole: false };
}

/** How many characters a key that begins so has at the most; a prefix that was cut may turn out another's. */
export function longestOf(begun: string): number {
  const shape = shapeOf(begun)?.known.shape;
  return shape !== undefined && 'length' in shape ? (shape.length ?? Infinity) : Infinity;
}

/** Providers whose keys may look like this one, though others' do too. */
export function lookalikes(key: string): KnownShape[] {
  return known.filter(
    (one) => isAmbiguous(one) && (one.shape.pattern?.test(key) ?? key.startsWith(one.shape.prefix)),
  );
}
