import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../src-main/health/open-history.ts';
import { readAnswers, readRecords } from '../../src-main/health/open-history-readonly.ts';
import { unseen } from '../../src-main/health/record.ts';
import { listeningLog } from '../fixtures/real-core.ts';

describe('answers of one moment', () => {
  let folder: string;
  let waiting: (() => void)[];
  const path = () => join(folder, 'history.sqlite');
  const open = (log = listeningLog()) => openHistory(path(), { log, later: (act) => void waiting.push(act) });
  const answer = (at: number) => ({
    at,
    outcome: 'ok' as const,
    httpStatus: 200,
    latencyMs: 80,
    message: null,
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keywatch-together-'));
    waiting = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are written together a moment later, each once', () => {
    const history = open();
    for (let n = 0; n < 5; n++) history.keepAnswer({ ...unseen('openai:x'), failures: n }, answer(n));
    expect(waiting).toHaveLength(1);
    expect(readAnswers(path(), 'openai:x', 0, 10)).toEqual([]);
    waiting.shift()?.();
    expect(readAnswers(path(), 'openai:x', 0, 10).map(({ at }) => at)).toEqual([0, 1, 2, 3, 4]);
    expect(readRecords(path()).get('openai:x')?.failures).toBe(4);
    history.keepAnswer(unseen('openai:y'), answer(9));
    expect(waiting).toHaveLength(1);
    history.close();
  });

  it('are there for whoever asks before, and in their order with all else that is written', () => {
    const history = open();
    history.keepAnswer({ ...unseen('openai:x'), failures: 1 }, answer(1));
    expect(history.records().get('openai:x')?.failures).toBe(1);
    expect(history.answers('openai:x', 0, 10)).toHaveLength(1);
    history.keepAnswer({ ...unseen('openai:x'), failures: 2 }, answer(2));
    history.save({ ...unseen('openai:x'), failures: 0 });
    expect(readRecords(path()).get('openai:x')?.failures).toBe(0);
    history.keepAnswer(unseen('openai:x'), answer(3));
    history.forget('openai:x');
    expect(history.answers('openai:x', 0, 10)).toEqual([]);
    history.close();
  });

  it('are kept when Keywatch ends at once', () => {
    const history = open();
    history.keepAnswer(unseen('openai:x'), answer(1));
    history.close();
    expect(readAnswers(path(), 'openai:x', 0, 10)).toHaveLength(1);
  });

  it('that cannot be written are told in the log, and end nothing', () => {
    const log = listeningLog();
    const history = open(log);
    history.keepAnswer(unseen('openai:x'), { ...answer(1), outcome: null as never });
    expect(() => waiting.shift()?.()).not.toThrow();
    expect(log.lines.join('\n')).toContain('what was seen could not be kept');
    history.keepAnswer(unseen('openai:x'), answer(2));
    waiting.shift()?.();
    expect(history.answers('openai:x', 0, 10)).toHaveLength(1);
    history.close();
  });
});
