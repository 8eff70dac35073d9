import { factWords, type FactName, type Learned } from '../../src-shared/fact-words.ts';
import { isObject, numberOf } from './answer-body.ts';
import { moment } from './retry-time.ts';

/**
 * Facts out of an answer: `names` says under which name of theirs each of ours stands. What is absent, empty or of
 * another kind is left out, so a provider that renames a field loses a fact and nothing else. A list of words is one text.
 */
export function learn(object: unknown, names: Readonly<Record<string, FactName>>): Learned {
  const learned: Record<string, string | number | boolean> = {};
  if (!isObject(object)) return learned;
  for (const [theirs, ours] of Object.entries(names)) {
    const value = valueOf(object, theirs, ours);
    if (value !== null) learned[ours] = value;
  }
  return learned;
}

function valueOf(object: object, name: string, fact: FactName): string | number | boolean | null {
  const value: unknown = Reflect.get(object, name);
  switch (factWords[fact].form) {
    case 'flag':
      return typeof value === 'boolean' ? value : null;
    case 'moment':
      return moment(value);
    case 'text':
      return shownText(
        Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : value,
      );
    default:
      return numberOf(object, name);
  }
}

const longestText = 120;

function shownText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longestText) : null;
}
