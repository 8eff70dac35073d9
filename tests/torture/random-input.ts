import * as fc from 'fast-check';
import type { z } from 'zod';

/** What of a schema is read here: zod keeps its definition in this place for tools. https://zod.dev/packages/core */
interface Definition {
  type: string;
  shape?: Record<string, z.core.$ZodType>;
  element?: z.core.$ZodType;
  innerType?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  options?: readonly z.core.$ZodType[];
  entries?: Record<string, string>;
  values?: readonly unknown[];
}

/** Texts that mean something to Keywatch, among those that mean nothing to anybody. */
const tellingTexts = [
  'anthropic',
  'openai',
  'custom',
  'no-such-provider',
  'custom:work',
  'custom:home',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '\u0000\u001b[2J\u202e',
  `sk-ant-api03-${'Fz5_'.repeat(23)}cAA`,
  `sk-proj-${'Fz9-'.repeat(30)}`,
  'env:KEYWATCH_NOTHING',
  'http://127.0.0.1:9',
  '401 {"error":{"message":"no"}}',
  ' '.repeat(5000),
  'a'.repeat(70_000),
];

const someText = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...tellingTexts) },
  { weight: 4, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

const someNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 1e308, 2 ** 53, 8.64e15));

type Text = fc.Arbitrary<string>;

const makers: Readonly<Record<string, (definition: Definition, text: Text) => fc.Arbitrary<unknown>>> = {
  string: (_definition, text) => text,
  number: () => someNumber,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  enum: ({ entries = {} }) => fc.constantFrom(...Object.values(entries)),
  literal: ({ values = [] }) => fc.constantFrom(...values),
  array: ({ element }, text) => fc.array(inputOf(element, text), { maxLength: 5 }),
  record: ({ valueType }, text) =>
    fc.dictionary(fc.string({ maxLength: 10 }), inputOf(valueType, text), { maxKeys: 4 }),
  union: ({ options = [] }, text) => fc.oneof(...options.map((option) => inputOf(option, text))),
  optional: ({ innerType }, text) => inputOf(innerType, text),
  nullable: ({ innerType }, text) => fc.oneof(fc.constant(null), inputOf(innerType, text)),
  default: ({ innerType }, text) => inputOf(innerType, text),
  object: ({ shape = {} }, text) =>
    fc.record(Object.fromEntries(Object.entries(shape).map(([name, of]) => [name, inputOf(of, text)])), {
      requiredKeys: Object.entries(shape)
        .filter(([, of]) => of._zod.def.type !== 'optional')
        .map(([name]) => name),
    }),
};

/** Inputs in the shape a schema asks for, though their texts and numbers need not be what it allows. */
export function inputOf(schema: z.core.$ZodType | undefined, text: Text = someText): fc.Arbitrary<unknown> {
  if (schema === undefined) return fc.jsonValue();
  const definition = schema._zod.def as Definition;
  return makers[definition.type]?.(definition, text) ?? fc.jsonValue();
}
