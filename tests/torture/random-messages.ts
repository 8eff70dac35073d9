import * as fc from 'fast-check';
import type { z } from 'zod';
import { contract } from '../../src-shared/contract.ts';
import { inputOf } from './random-input.ts';

/** One message at a door: a frame, or bytes that are none. */
export type Message = { frame: string } | { bytes: Uint8Array };

export interface Call {
  path: string;
  input: z.core.$ZodType | undefined;
}

/** Every call of the contract with the schema of its input. */
function callsOf(node: object, path = ''): Call[] {
  if ('~orpc' in node) {
    const { inputSchema } = node['~orpc'] as { inputSchema?: z.core.$ZodType };
    return [{ path, input: inputSchema }];
  }
  return Object.entries(node).flatMap(([name, child]) => callsOf(child as object, `${path}/${name}`));
}

export const calls = callsOf(contract);

/**
 * Calls that spend a quarter of a second on a passphrase, or write where they are told: rarely in the shape they ask
 * for, since that would measure them and not the door.
 */
const isHeavy = ({ path }: Call) => /^\/(vault|backups|transfer)\//.test(path);

const callId = fc.oneof(
  { weight: 9, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.constantFrom('1', '', '__proto__', 'x'.repeat(65)) },
);

const frameOf = (i: unknown, path: string, json: unknown) =>
  JSON.stringify({ i, p: { u: path, b: { json } } });

const shapedCall = fc
  .constantFrom(...calls.filter((call) => !isHeavy(call)))
  .chain(({ path, input }) => fc.tuple(callId, inputOf(input)).map(([i, json]) => frameOf(i, path, json)));

const shapelessCall = fc
  .tuple(callId, fc.constantFrom(...calls), fc.jsonValue())
  .map(([i, { path }, json]) => frameOf(i, path, json));

/** Something for the others to meet: a few hundred profiles at most, under names that they know. */
const addition = fc.tuple(fc.uuid(), fc.nat(300), fc.constantFrom('Work', 'Home')).map(([i, n, name]) =>
  frameOf(i, '/profiles/add', {
    provider: 'custom',
    name,
    secret: `invented-${n}-${'x'.repeat(20)}`,
    baseUrl: 'http://127.0.0.1:9',
    probe: false,
  }),
);

const oddFrame = fc
  .record(
    {
      i: fc.oneof(callId, fc.jsonValue()),
      t: fc.oneof(fc.constantFrom(1, 2, 3, 4), fc.jsonValue()),
      p: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            u: fc.oneof(fc.constantFrom(...calls.map(({ path }) => path)), fc.webUrl(), fc.string()),
            b: fc.oneof(fc.record({ json: fc.jsonValue(), meta: fc.jsonValue() }), fc.jsonValue()),
            h: fc.dictionary(fc.string(), fc.string()),
            m: fc.constantFrom('GET', 'POST', 'TRACE'),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  )
  .map((frame) => JSON.stringify(frame));

/** A good frame with some of it cut out, put in twice or replaced. */
const brokenCall = fc
  .tuple(fc.oneof(shapedCall, oddFrame), fc.nat(), fc.nat(20), fc.string({ unit: 'binary', maxLength: 8 }))
  .map(([frame, at, length, put]) => {
    const from = at % (frame.length + 1);
    return frame.slice(0, from) + put + frame.slice(from + length);
  });

const tooMuch = fc.constantFrom(
  () => frameOf('large', '/profiles/recognise', { text: 'x'.repeat(2 * 1024 * 1024) }),
  () => 'x'.repeat(1024 * 1024 + 1),
  () => '['.repeat(500_000),
  () => `{"i":"deep","p":{"u":"/ping","b":{"json":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}`,
  () =>
    frameOf('wide', '/profiles/get', Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [n, n]))),
  () => 'y'.repeat(9 * 1024 * 1024),
);

const asFrame = (text: fc.Arbitrary<string>): fc.Arbitrary<Message> =>
  // A line break would make two messages of one at the local door.
  text.map((frame) => ({ frame: frame.replaceAll('\n', ' ') }));

/** A message as somebody might send it who read the contract, or who never heard of it. */
export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  { weight: 40, arbitrary: asFrame(shapedCall) },
  { weight: 2, arbitrary: asFrame(addition) },
  { weight: 20, arbitrary: asFrame(shapelessCall) },
  { weight: 15, arbitrary: asFrame(oddFrame) },
  { weight: 15, arbitrary: asFrame(brokenCall) },
  { weight: 5, arbitrary: asFrame(fc.string({ unit: 'binary', maxLength: 200 })) },
  { weight: 5, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ bytes })) },
);

/** One in so many is far too large: more would measure nothing but the copying. */
export const tooMuchEvery = 400;
export const tooMuchMessage: fc.Arbitrary<Message> = tooMuch.map((make) => ({ frame: make() }));
