import { expect, test } from 'vitest';
import { readModelPin } from '../../../src-main/selection/model-pin.ts';

test.each([
  ['claude-sonnet', 'claude-sonnet', null],
  ['anthropic/claude@work', 'anthropic/claude', 'work'],
  ['anthropic/claude@anthropic:work', 'anthropic/claude', 'anthropic:work'],
  ['anthropic/claude@20260514', 'anthropic/claude@20260514', null],
  ['anthropic/claude@20260514@work', 'anthropic/claude@20260514', 'work'],
  ['ollama/llama@q4_0', 'ollama/llama@q4_0', null],
  ['ollama/llama@Q4_K_M@home', 'ollama/llama@Q4_K_M', 'home'],
  ['ollama/llama@iq3_xs', 'ollama/llama@iq3_xs', null],
  ['ollama/llama@8bit', 'ollama/llama@8bit', null],
  ['@cf/meta/llama', '@cf/meta/llama', null],
  ['openrouter/a@b/model', 'openrouter/a@b/model', null],
  ['@cf/meta/llama@spare', '@cf/meta/llama', 'spare'],
  ['model@', 'model@', null],
  [' model@me@example.com ', 'model@me', 'example.com'],
])('%s is the model %s and the profile %s', (typed, model, profile) => {
  expect(readModelPin(typed)).toEqual({ model, profile });
});
