import { expect, it } from 'vitest';
import {
  notesBefore,
  policiesOf,
  rowWords,
  type PlanRow,
} from '../../../src-renderer/gateways/plan-words.ts';
import type { LinkPlan } from '../../../src-shared/contract-gateways.ts';

const row: LinkPlan['profiles'][number] = {
  agent: 'main',
  id: 'groq:spare',
  provider: 'groq',
  type: 'api_key',
  state: 'link',
  as: 'groq:spare',
  isNew: true,
  mask: '…pare',
  why: null,
  code: null,
};
const plan = (more: Partial<LinkPlan>): LinkPlan => ({
  act: 'link',
  gateway: 'openclaw',
  name: 'OpenClaw',
  stateDir: '/home/ada/.openclaw',
  generation: '2026.5.28',
  reader: 'openclaw',
  files: [],
  noted: [],
  notes: [],
  changes: true,
  mark: '',
  profiles: [],
  ...more,
});

it.each<[string, PlanRow, boolean, { word: string; why: string | null }]>([
  [
    'a key that is picked',
    row,
    true,
    { word: 'will be fetched', why: 'Comes into the vault as groq:spare.' },
  ],
  [
    'a key that the vault has',
    { ...row, isNew: false },
    true,
    { word: 'will be fetched', why: 'Is in the vault already, as groq:spare.' },
  ],
  ['a key that is not picked', row, false, { word: 'stays in clear', why: null }],
  [
    'one that is linked',
    { ...row, state: 'linked' },
    false,
    { word: 'linked already', why: 'Fetched as groq:spare.' },
  ],
  [
    'a login',
    {
      ...row,
      state: 'left',
      type: 'oauth',
      why: 'a login is renewed by its gateway, which a copy would break',
    },
    false,
    { word: 'left as it is', why: 'A login is renewed by its gateway, which a copy would break.' },
  ],
  [
    'one whose terms are open',
    { ...row, state: 'left', code: 'policy_not_agreed', why: 'Whole terms.' },
    false,
    { word: 'left as it is', why: 'Its terms are not agreed to yet.' },
  ],
  [
    'one that cannot be linked',
    { ...row, state: 'left', why: 'it refers to env:default:KEY already' },
    false,
    { word: 'left as it is', why: 'It refers to env:default:KEY already.' },
  ],
])('%s is told in a word, with why', (_, each, isPicked, words) => {
  expect(rowWords(each, isPicked)).toEqual(words);
});

it('terms are told once, whoever of them they are about', () => {
  const open = { ...row, state: 'left' as const, code: 'policy_not_agreed', why: 'Whole terms.' };
  expect(policiesOf(plan({ profiles: [open, { ...open, id: 'groq:other' }, row] }))).toEqual([
    'Whole terms.',
  ]);
});

it('what is to be known before is told before, and what is to be done after is not', () => {
  const noted: LinkPlan['noted'] = [
    { kind: 'grants', of: 'groq:spare' },
    { kind: 'copy', of: '/home/ada/.openclaw/.env' },
    { kind: 'reload', of: 'openclaw secrets reload' },
  ];
  expect(notesBefore(plan({ noted }))).toEqual([
    'OpenClaw may then fetch these and nothing else: groq:spare.',
    'A key that is linked stands in clear in /home/ada/.openclaw/.env too, and stays there.',
  ]);
});
