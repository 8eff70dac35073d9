import { formatReference, parseReference } from '../../src-shared/reference.ts';
import { systems } from '../gateways/systems.ts';
import { shapeOf } from '../providers/known-shapes.ts';
import { foreignByVariable, providerByVariable } from '../providers/variable-names.ts';

/** What stands in the place of a secret: as it may be shown, and what a profile could be linked by. */
export interface StandIn {
  shown: string;
  link: string | null;
}

const live = new RegExp(`^(?:${systems.map(({ prefix }) => prefix).join('|')})LIVE_(.+)_KEY(S?)$`);

/** A variable as its provider's tools know it: the gateways' own spelling of it taken off (gateways.md §7). */
export const plainVariable = (name: string): string => name.replace(live, '$1_API_KEY$2');

/** What stands in an example until somebody puts a key there: `gsk_xxxxxxxx`. */
export const isPlaceholder = (value: string): boolean => /(.)\1{7}$/.test(value.trim());

/** Whether a value in a file or an environment full of others is a credential of a provider. */
export function isCredential(name: string, value: string): boolean {
  if (value.trim() === '') return false;
  const plain = plainVariable(name);
  return (
    providerByVariable(plain) !== null ||
    foreignByVariable(plain)?.serves === 'models' ||
    (shapeOf(value)?.known.provider ?? null) !== null
  );
}

/** Several keys under one name, as gateways take them; one for every other name. */
export const keysIn = (name: string, value: string): string[] =>
  plainVariable(name).endsWith('_API_KEYS') ? value.split(/[\s,;]+/).filter((key) => key !== '') : [value];

/** The variables that say where keys go. */
export const isAddress = (value: string): boolean => /^https?:\/\//.test(value);

/** A program by its name alone: what it is told may be a secret. */
const program = (command: string): string => {
  const [first = ''] = command.trim().split(/\s+/);
  return /^[\w./-]{1,40}$/.test(first) && shapeOf(first) === null ? `${first} …` : '…';
};

/** What tools write where a secret belongs, beside references that Keywatch reads itself. */
const forms: readonly (readonly [RegExp, (inside: string) => StandIn])[] = [
  [/^\$\{\{\s*([\w.]{1,100})\s*\}\}$/, (name) => ({ shown: `\${{ ${name} }}`, link: null })],
  [/^\$\((.*)\)$/s, (command) => ({ shown: `$(${program(command)})`, link: null })],
  [/^`(.*)`$/s, (command) => ({ shown: `$(${program(command)})`, link: null })],
  [/^!(.*)$/s, (command) => ({ shown: `!${program(command)}`, link: null })],
  [/^\{env:([A-Za-z_]\w*)\}$/, (name) => ({ shown: `{env:${name}}`, link: `env:${name}` })],
  [
    /^\{file:([^}]{1,1000})\}$/,
    (path) => ({
      shown: `{file:${path}}`,
      link: parseReference(`file:${path}`) === null ? null : `file:${path}`,
    }),
  ],
  [/^\$\{([A-Za-z_]\w*):?[-?+].*\}$/s, (name) => ({ shown: `\${${name}…}`, link: null })],
];

/** What a value refers to; null where it is no reference. */
export function standIn(value: string): StandIn | null {
  const reference = parseReference(value);
  if (reference !== null) {
    const link = formatReference(reference);
    return { shown: reference.from === 'exec' ? `exec:${program(reference.command)}` : value.trim(), link };
  }
  for (const [form, read] of forms) {
    const inside = form.exec(value.trim())?.[1];
    if (inside !== undefined) return read(inside);
  }
  return null;
}
