import { expect, it } from 'vitest';
import type { Found, Trial } from '../../../src-shared/contract-schema.ts';
import { editSchema } from '../../../src-shared/contract-input.ts';
import { outcomes } from '../../../src-shared/words.ts';
import {
  baseUrlProblem,
  nameProblem,
  refusedField,
  resultWords,
  whatIsMissing,
} from '../../../src-renderer/add/add-words.ts';
import {
  findingsOf,
  isRefused,
  isTested,
  mayBeAsked,
  testFinding,
} from '../../../src-renderer/add/findings.ts';
import { checkBaseUrl } from '../../../src-main/providers/base-url.ts';
import type { Question } from '../../../src-renderer/add/use-material.ts';

const found: Found = {
  provider: 'anthropic',
  providerName: 'Anthropic',
  kind: 'api_key',
  label: 'Anthropic API key',
  mask: 'sk-ant-api03-…R8AA',
  length: 108,
  expectedLength: 108,
  confidence: 'exact',
  candidates: [],
  reference: null,
  baseUrl: null,
  proposedName: 'Work',
  storedAs: null,
  policy: null,
  inferredLifetimeMs: null,
  problem: null,
};

const answered = (outcome: Trial['outcome']): Question => ({
  phase: 'answered',
  trial: {
    outcome,
    httpStatus: 401,
    message: null,
    latencyMs: 184.4,
    host: 'api.anthropic.com',
    retryAt: null,
    expiresAt: null,
    facts: {},
  },
});

it('the ledger says what was recognised and what was cleaned', () => {
  const lines = findingsOf({ cleaned: ['2 line breaks removed'], found: [found] }, found);
  expect(lines.map(({ verb, fact }) => `${verb} · ${fact}`)).toEqual([
    'Recognised · 108 characters, complete',
    'Cleaned · 2 line breaks removed',
  ]);
});

it('what no form told and a person chose is called chosen', () => {
  const bare: Found = { ...found, provider: null, confidence: 'none', candidates: ['litellm', 'custom'] };
  const [unnamed] = findingsOf({ cleaned: [], found: [bare] }, bare);
  expect(unnamed).toMatchObject({ verb: 'Not named', tone: 'none' });
  const [chosen, ...more] = findingsOf({ cleaned: [], found: [bare] }, bare, true);
  expect([chosen?.verb, more]).toEqual(['Chosen', []]);
});

it('a cut-off paste is a doubt, a blocked one a refusal, and neither is called recognised', () => {
  const cut: Found = { ...found, length: 79, problem: { code: 'cut_off', message: '…', blocks: true } };
  const cookie: Found = { ...found, problem: { code: 'session_token', message: '…', blocks: true } };
  expect(findingsOf({ cleaned: [], found: [cut] }, cut)).toMatchObject([
    { tone: 'warn', verb: 'Cut off', fact: '79 of 108 characters, the end is missing' },
  ]);
  expect(findingsOf({ cleaned: [], found: [cookie] }, cookie)).toMatchObject([
    { tone: 'bad', verb: 'Wrong kind' },
  ]);
});

it.each([
  ['ok', 'Works', 'Add profile'],
  ['forbidden', 'Limited', 'Add profile'],
  ['rate_limited', 'Limited now', 'Add profile'],
  ['no_credit', 'No credit', 'Add profile'],
  ['invalid', 'Refused', 'Add anyway'],
  ['revoked', 'Refused', 'Add anyway'],
  ['network', 'Not tested', 'Add untested'],
  ['intercepted', 'Not tested', 'Add untested'],
  ['server_error', 'Not tested', 'Add untested'],
] as const)('after the answer %s the line says %s and the button %s', (outcome, verb, button) => {
  const question = answered(outcome);
  expect([testFinding(question, 'Anthropic').verb, resultWords(question, null)]).toEqual([verb, button]);
});

it('no outcome is both a test that spoke and a refusal unless it blames the key', () => {
  for (const outcome of outcomes) {
    const question = answered(outcome);
    if (isRefused(question)) expect(isTested(question)).toBe(true);
    expect(testFinding(question, null).fact).not.toMatch(/null|undefined|NaN/);
  }
});

const ready = {
  found,
  hasText: true,
  provider: 'anthropic',
  baseUrl: null,
  policy: false,
  problem: null,
  name: 'Work',
};

it.each([
  ['nothing', ready, null],
  ['a paste', { ...ready, found: null, hasText: false }, 'Nothing pasted yet'],
  ['one key alone', { ...ready, found: null }, 'One key at a time'],
  ['a provider', { ...ready, provider: '' }, 'Choose the provider'],
  ['an address', { ...ready, baseUrl: '' }, 'The base URL is missing'],
  ['an address that is one', { ...ready, baseUrl: 'gateway' }, 'The base URL cannot be used'],
  ['a name', { ...ready, name: '  ' }, 'It needs a name'],
  ['a name, though none was proposed', { ...ready, name: '' }, 'It needs a name'],
  ['a shorter name', { ...ready, name: 'x'.repeat(201) }, 'The name cannot be used'],
  ['consent', { ...ready, policy: true }, 'Agree to the terms first'],
  ['a readable date', { ...ready, problem: 'Not a date.' }, 'A date cannot be read'],
])('when %s is missing, the footer says so', (_, about, words) => {
  expect(whatIsMissing(about)).toBe(words);
});

it.each([
  ['a key of the provider itself', found, 'anthropic', true],
  ['a key whose form names nobody', { ...found, provider: null, confidence: 'none' }, 'openai', true],
  ['a key of another provider', found, 'openai', false],
  ['a key of nobody chosen yet', found, '', false],
  ['a key that begins like one of another provider', { ...found, confidence: 'prefix' }, 'openai', false],
  ['such a key at a server of one’s own', { ...found, confidence: 'prefix' }, 'custom', true],
  [
    'what cannot be kept',
    { ...found, problem: { code: 'session_token', message: '…', blocks: true } },
    'anthropic',
    false,
  ],
  [
    'what is only doubtful',
    { ...found, problem: { code: 'typo', message: '…', blocks: false } },
    'anthropic',
    true,
  ],
  ['a setup token', { ...found, provider: 'claude-code', kind: 'token' }, 'claude-code', false],
] satisfies [string, Found, string, boolean][])(
  'about %s a provider is asked: %#',
  (_, one, provider, asked) => {
    expect(mayBeAsked(one, provider)).toBe(asked);
  },
);

// The window and the contract must not disagree about what a name is.
it.each(['', '   ', 'Work', ' Work ', 'é'.repeat(200), ` ${'x'.repeat(200)} `, 'x'.repeat(201), '\u{1F511}'])(
  'the name %j is told wrong where the contract refuses it, and only there',
  (name) => {
    expect(nameProblem(name) === null).toBe(editSchema.safeParse({ id: 'a:b', name }).success);
  },
);

// The window and the core must not disagree about what an address is.
it.each([
  'https://gateway.example/v1',
  'http://localhost:11434',
  'http://127.0.0.1:4000/v1/',
  'http://[::1]:4000',
  ' https://gateway.example ',
  'http://gateway.example',
  'ftp://gateway.example',
  'gateway',
  'https://me:word@gateway.example',
  'https://gateway.example/?key=1',
  'https://gateway.example/#a',
])('the address %j is told wrong where the core refuses it, and only there', (address) => {
  const taken = (() => {
    try {
      checkBaseUrl(address);
      return true;
    } catch {
      return false;
    }
  })();
  expect(baseUrlProblem(address) === null).toBe(taken);
});

it('what the core refused is told at the field it names', () => {
  const refused = { code: 'invalid_input', message: '…', details: { fields: 'name, tags' } } as const;
  expect(refusedField(refused, 'name')).toContain('Try another');
  expect(refusedField(refused, 'notes')).toBeNull();
  expect(refusedField({ code: 'busy', message: '…', details: {} }, 'name')).toBeNull();
});

it('a key that is cut off is neither called recognised, nor kept, nor shown to anybody', () => {
  const cut: Found = { ...found, length: 60, problem: { code: 'cut_off', message: '…', blocks: false } };
  expect(findingsOf({ cleaned: [], found: [cut] }, cut).map(({ verb }) => verb)).toEqual(['Cut off']);
  expect(whatIsMissing({ ...ready, found: cut })).toBe('48 characters to go');
  expect(mayBeAsked(cut, 'anthropic')).toBe(false);
});
