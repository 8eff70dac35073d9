import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edited } from '../../../src-main/linking/json-text.ts';
import { linkedText, unlinkedText, type ToLink } from '../../../src-main/linking/store-text.ts';

const ref = (id: string) => ({ source: 'exec', provider: 'keywatch', id }) as const;
const key = (id: string): ToLink => ({ id, type: 'api_key', ref: ref(id.replace(':', '/')) });

describe('a store whose keys make room for references', () => {
  it('keeps every other byte: order, blanks, escapes, fields nobody knows', () => {
    const text =
      '{"version":1,\n\t"profiles" : { "a:1":{ "x":"\\u00e9\\/", "key" :  "se\\u0063ret" ,"type":"api_key","later":{"key":"no"}}}\r\n}';
    const changed = linkedText(text, [key('a:1')]);
    expect(changed?.text).toBe(
      text.replace(
        '"key" :  "se\\u0063ret"',
        '"keyRef": { "source": "exec", "provider": "keywatch", "id": "a/1" }',
      ),
    );
    expect(changed?.former.get('a:1')).toEqual(['"key" :  "se\\u0063ret"']);
  });

  it('takes the reference of before away where a key stood beside it', () => {
    const text = '{"profiles":{"a:1":{"key":"secret","keyRef":{"id":"old"},"type":"api_key"}}}';
    expect(linkedText(text, [key('a:1')])?.text).toBe(
      '{"profiles":{"a:1":{"keyRef": { "source": "exec", "provider": "keywatch", "id": "a/1" },"type":"api_key"}}}',
    );
    const last = '{"profiles":{"a:1":{"type":"api_key","key":"secret", "keyRef":{"id":"old"}}}}';
    expect(linkedText(last, [key('a:1')])?.text).toBe(
      '{"profiles":{"a:1":{"type":"api_key","keyRef": { "source": "exec", "provider": "keywatch", "id": "a/1" }}}}',
    );
  });

  it.each([
    ['a key that stands there twice', '{"profiles":{"a:1":{"key":"one","key":"two"}}}'],
    ['no such profile', '{"profiles":{"b:1":{"key":"one"}}}'],
    ['no key', '{"profiles":{"a:1":{"type":"api_key"}}}'],
    ['cut off', '{"profiles":{"a:1":{"key":"one"'],
    ['comments, which no gateway reads there', '{"profiles":{"a:1":{"key":"one"}}} // mine'],
  ])('is left alone where it cannot be changed safely: %s', (_, text) => {
    expect(linkedText(text, [key('a:1')])).toBeNull();
  });

  it('is the same again, byte for byte, once what stood there is put back', () => {
    const blank = fc.constantFrom('', ' ', '\n  ', '\t', '\r\n');
    const member = fc.tuple(fc.string(), fc.jsonValue(), blank, blank);
    const entry = fc.tuple(fc.array(member, { maxLength: 4 }), fc.string({ minLength: 1 }), blank, fc.nat(4));
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), blank, (entries, outer) => {
        const reserved = new Set(['key', 'apiKey', 'keyRef', '__proto__']);
        const profiles = entries.map(([members, secret, inner, at], index) => {
          const seen = new Set<string>(reserved);
          const others = members.flatMap(([name, value, before, after]) => {
            if (seen.has(name)) return [];
            seen.add(name);
            return [`${before}${JSON.stringify(name)}${after}:${before}${JSON.stringify(value)}`];
          });
          others.splice(at, 0, `${inner}"key"${inner}:${inner}${JSON.stringify(secret)}`);
          return `${outer}"p:${index}":{${others.join(',')}${inner}}`;
        });
        const text = `{${outer}"profiles":{${profiles.join(',')}${outer}}}${outer}`;
        const ids = entries.map((_, index) => `p:${index}`);
        const changed = linkedText(text, ids.map(key));
        if (changed === null) throw new Error('it was refused');
        const back = unlinkedText(
          changed.text,
          ids.map((id) => ({ id, refName: 'keyRef', former: changed.former.get(id) ?? [] })),
        );
        expect(back?.text).toBe(text);
        expect(edited(changed.text, changed.undo)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
