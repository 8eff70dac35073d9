import { beforeEach, describe, expect, it } from 'vitest';
import type { Access } from '../../../src-shared/contract-schema.ts';
import { createUses, type Uses } from '../../../src-main/relay/uses.ts';
import { listeningLog } from '../../fixtures/real-core.ts';

let now: number;
let due: (() => void)[];
let written: Access[][];
let full: boolean;
let uses: Uses;

beforeEach(() => {
  now = 1_000;
  due = [];
  written = [];
  full = false;
  uses = createUses({
    history: {
      addAccesses(accesses) {
        if (full) throw new Error('disk full');
        written.push([...accesses]);
      },
    },
    clock: { now: () => now, after: (_, act) => (due.push(act), () => undefined) },
    log: listeningLog(),
  });
});

const tick = () => due.splice(0).forEach((act) => act());

describe('uses of keys', () => {
  it('are written together, each with the token that it was', () => {
    uses.add({ id: 'openai:a', token: 'aider' });
    uses.addAll([{ at: 900, id: 'openai:a', token: 'codex' }]);
    expect(written).toEqual([]);
    tick();
    expect(written).toEqual([
      [
        { at: 1_000, id: 'openai:a', action: 'relay', door: null, program: 'aider', pid: null },
        { at: 900, id: 'openai:a', action: 'relay', door: null, program: 'codex', pid: null },
      ],
    ]);
    tick();
    expect(written).toHaveLength(1);
  });

  it('that cannot be written down are the last, until they can be', () => {
    full = true;
    uses.add({ id: 'openai:a', token: 'aider' });
    tick();
    expect(() => uses.add({ id: 'openai:a', token: 'aider' })).toThrow('disk full');
    full = false;
    uses.add({ id: 'openai:b', token: 'aider' });
    tick();
    expect(written.flat().map(({ id }) => id)).toEqual(['openai:a', 'openai:b']);
  });
});
