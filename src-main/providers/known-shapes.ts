import { foreignShapes, type ForeignShape } from './foreign-keys.ts';
import { providers } from './index.ts';
import type { KeyShape, Provider } from './provider.ts';

/** A form of key, and whose it is; `provider` is null for a service without a file here. */
export interface KnownShape {
  shape: KeyShape | ForeignShape;
  provider: Provider | null;
}

/** Dozens of servers hand out keys that begin so: this alone names nobody. */
const commonPrefix = 'sk-';

const known: readonly KnownShape[] = [
  ...providers.flatMap((provider) => provider.shapes.map((shape) => ({ shape, provider }))),
  ...foreignShapes.map((shape) => ({ shape, provider: null })),
];

const isAmbiguous = ({ shape }: KnownShape): boolean => 'ambiguous' in shape && shape.ambiguous === true;

/** Every prefix that starts a key, longest first; JSON web tokens among them. */
export const keyPrefixes: readonly string[] = [
  ...new Set([
    commonPrefix,
    'eyJ',
    ...known.filter((one) => !isAmbiguous(one)).map(({ shape }) => shape.prefix),
  ]),
]
  .filter((prefix) => prefix !== '')
  .sort((a, b) => b.length - a.length);

/** The form a key surely has, by its whole or by a prefix that names it; null when it has none. */
export function shapeOf(key: string): { known: KnownShape; whole: boolean } | null {
  const begun = known.filter(
    (one) => !isAmbiguous(one) && one.shape.prefix !== '' && key.startsWith(one.shape.prefix),
  );
  const whole = begun.find(({ shape }) => shape.pattern?.test(key));
  if (whole) return { known: whole, whole: true };
  const named = begun
    .filter(({ shape }) => shape.prefix !== commonPrefix)
    .sort((a, b) => b.shape.prefix.length - a.shape.prefix.length)[0];
  return named === undefined ? null : { known: named, whole: false };
}

/** Providers whose keys may look like this one, though others' do too. */
export function lookalikes(key: string): KnownShape[] {
  return known.filter(
    (one) => isAmbiguous(one) && (one.shape.pattern?.test(key) ?? key.startsWith(one.shape.prefix)),
  );
}

/** The provider whose tools read a variable of this name, also in the OpenClaw family's rotation forms. */
export function providerByVariable(name: string): Provider | null {
  const asked = name.toUpperCase();
  const plain = asked
    .replace(/^OPENCLAW_LIVE_(.+)_KEY$/, '$1_API_KEY')
    .replace(/_KEYS$/, '_KEY')
    .replace(/_KEY_\d{1,3}$/, '_KEY')
    .replace(/^(?:VITE|NEXT_PUBLIC|REACT_APP)_/, '');
  return providers.find(({ variables }) => variables.includes(asked) || variables.includes(plain)) ?? null;
}
