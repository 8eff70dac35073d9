import { randomBytes } from 'node:crypto';
import { assert, jsonValue, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src-main/vault/canonical-json.ts';
import { newDataKey } from '../../../src-main/vault/data-key.ts';
import { profileMac } from '../../../src-main/vault/mac.ts';
import { openSecret, sealSecret } from '../../../src-main/vault/seal.ts';

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const key = newDataKey('k1', random);
const place = { profile: 'anthropic:work', field: 'secret' };

describe('a sealed secret', () => {
  it('opens where it was sealed, whatever it holds', () => {
    assert(
      property(string({ unit: 'grapheme' }), (secret) => {
        expect(openSecret(key, place, sealSecret(key, place, secret, random))).toBe(secret);
      }),
    );
  });

  it('looks different each time it is sealed', () => {
    const once = sealSecret(key, place, 'sk-test', random);
    const again = sealSecret(key, place, 'sk-test', random);
    expect(again.nonce).not.toBe(once.nonce);
    expect(again.sealed).not.toBe(once.sealed);
  });

  it.each([
    ['another profile', key, { ...place, profile: 'anthropic:home' }],
    ['another field', key, { ...place, field: 'fingerprint' }],
    ['another data key of the same name', newDataKey('k1', random), place],
    ['a data key of another name', { ...key, id: 'k2' }, place],
  ])('does not open for %s', (_what, otherKey, otherPlace) => {
    expect(openSecret(otherKey, otherPlace, sealSecret(key, place, 'sk-test', random))).toBeNull();
  });

  it('does not open when any of its bytes was changed', () => {
    const sealed = sealSecret(key, place, 'sk-test', random);
    for (const field of ['nonce', 'sealed'] as const) {
      const bytes = Buffer.from(sealed[field], 'base64');
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(openSecret(key, place, { ...sealed, [field]: changed.toString('base64') })).toBeNull();
      }
    }
  });

  it.each([
    ['empty', { nonce: '', sealed: '' }],
    ['cut short', { sealed: 'AAAA' }],
    ['no base64', { nonce: '!!!!', sealed: '????' }],
    ['a nonce of another length', { nonce: Buffer.alloc(16).toString('base64') }],
  ])('does not open when it is %s', (_what, broken) => {
    expect(openSecret(key, place, { ...sealSecret(key, place, 'sk-test', random), ...broken })).toBeNull();
  });
});

describe('canonical JSON', () => {
  it('is one text for one value, however its members were ordered', () => {
    assert(
      property(jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Parameters<typeof canonicalJson>[0];
        expect(canonicalJson(reversed(json))).toBe(canonicalJson(json));
        expect(JSON.parse(canonicalJson(json))).toEqual(json);
      }),
    );
  });

  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ 10: 1, 9: 2 }, '{"10":1,"9":2}'],
    [{ a: [{ d: 1, c: 2 }] }, '{"a":[{"c":2,"d":1}]}'],
    ['ü"\n', '"ü\\"\\n"'],
  ])('writes %j as %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe('the mark of a profile', () => {
  const json = { baseUrl: 'https://api.example.test', name: 'Work' };

  it.each([
    ['another id', 'anthropic:home', json],
    ['another host', 'anthropic:work', { ...json, baseUrl: 'https://evil.example.test' }],
    ['a member more', 'anthropic:work', { ...json, tags: [] }],
    ['a member less', 'anthropic:work', { name: 'Work' }],
  ])('is another for %s', (_what, id, changed) => {
    expect(profileMac(key, id, changed)).not.toBe(profileMac(key, 'anthropic:work', json));
  });

  it('does not cover itself', () => {
    expect(profileMac(key, 'anthropic:work', { ...json, mac: 'any' })).toBe(
      profileMac(key, 'anthropic:work', json),
    );
  });
});

type Json = Parameters<typeof canonicalJson>[0];
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
