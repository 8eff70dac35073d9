import { expect, it } from 'vitest';
import { servingFor } from '../../../src-main/selection/in-force.ts';

const nothing = { order: {}, agentOrder: {}, pins: {} };

it('whoever works with a profile is named with it, whoever may fetch it too, and nobody twice', () => {
  const users = { 'gateway:openclaw/main': ['openai:a'], 'gateway:openclaw/work': ['openai:a'] };
  const grants = { openclaw: ['openai:a', 'openai:b'], remoteclaw: ['openai:a'] };
  const { usedBy } = servingFor({ ...nothing, users }, null, grants);
  expect(usedBy('openai:a')).toEqual([
    'gateway:openclaw/main',
    'gateway:openclaw/work',
    'gateway:remoteclaw',
  ]);
  expect(usedBy('openai:b')).toEqual(['gateway:openclaw']);
  expect(usedBy('openai:c')).toEqual([]);
});
