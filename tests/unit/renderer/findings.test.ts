import { expect, it } from 'vitest';
import type { Found, Trial } from '../../../src-shared/contract-schema.ts';
import { outcomes } from '../../../src-shared/words.ts';
import { resultWords, whatIsMissing } from '../../../src-renderer/add/add-words.ts';
import { findingsOf, isRefused, isTested, testFinding } from '../../../src-renderer/add/findings.ts';
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
  ['invalid', 'Refused', 'Add all the same'],
  ['revoked', 'Refused', 'Add all the same'],
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
  name: null,
};

it.each([
  ['nothing', ready, null],
  ['a paste', { ...ready, found: null, hasText: false }, 'Nothing pasted yet'],
  ['one key alone', { ...ready, found: null }, 'One key at a time'],
  ['a provider', { ...ready, provider: '' }, 'Choose the provider'],
  ['an address', { ...ready, baseUrl: '' }, 'The base URL is missing'],
  ['an address that is one', { ...ready, baseUrl: 'gateway' }, 'The base URL is missing'],
  ['a name', { ...ready, name: '  ' }, 'It needs a name'],
  ['consent', { ...ready, policy: true }, 'Agree to the terms first'],
  ['a readable date', { ...ready, problem: 'Not a date.' }, 'A date cannot be read'],
])('when %s is missing, the footer says so', (_, about, words) => {
  expect(whatIsMissing(about)).toBe(words);
});
