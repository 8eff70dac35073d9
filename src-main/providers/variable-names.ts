import { foreignVariables, type ForeignShape } from './foreign-keys.ts';
import { providers } from './index.ts';
import type { Provider } from './provider.ts';

/** A name as variables are written: `openaiApiKey` and `openai-api-key` are OPENAI_API_KEY. */
export const variableName = (name: string): string =>
  name
    .slice(0, 128)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toUpperCase();

/**
 * A name without what only tells several keys of one provider apart: the OpenClaw family's OPENCLAW_LIVE_X_KEY,
 * X_API_KEYS and X_API_KEY_1, and the prefixes by which builders let a variable through.
 */
function plainName(name: string): string {
  return variableName(name)
    .replace(/^OPENCLAW_LIVE_(.+)_KEY$/, '$1_API_KEY')
    .replace(/^(?:VITE|NEXT_PUBLIC|REACT_APP)_/, '')
    .replace(/_(KEY|TOKEN)S?(?:_?\d{1,3})?$/, '_$1');
}

const byVariable = new Map(
  providers.flatMap((provider) =>
    [...provider.variables, ...Object.keys(provider.warnedVariables ?? {})].map((name) => [name, provider]),
  ),
);
// Rotation forms name a provider by its id, whatever its own variable is called.
for (const provider of providers) {
  const name = `${variableName(provider.id)}_API_KEY`;
  if (!byVariable.has(name)) byVariable.set(name, provider);
}

/** The provider whose tools read a variable of this name, in any way of writing it. */
export function providerByVariable(name: string): Provider | null {
  return byVariable.get(variableName(name)) ?? byVariable.get(plainName(name)) ?? null;
}

/** Why the secret under this name should not be used as people use keys; null where nothing speaks against it. */
export function warningOfVariable(name: string): string | null {
  const asked = variableName(name);
  return byVariable.get(asked)?.warnedVariables?.[asked] ?? null;
}

/** The service without a file here whose tools read a variable of this name. */
export function foreignByVariable(name: string): Pick<ForeignShape, 'label' | 'serves'> | null {
  return foreignVariables.get(variableName(name)) ?? foreignVariables.get(plainName(name)) ?? null;
}
