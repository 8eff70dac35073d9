import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { askSecret } from '../../../src-cli/terminal.ts';
import { KeywatchError } from '../../../src-shared/errors.ts';

/** A terminal as far as asking needs one. */
function terminal() {
  const modes: boolean[] = [];
  const shown: string[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (raw: boolean) => void modes.push(raw) });
  const output = { write: (text: string) => shown.push(text) };
  return {
    modes,
    shown,
    type: (text: string) => input.write(text),
    ask: () => askSecret('Secret: ', input as unknown as ReadStream, output as unknown as WriteStream),
  };
}

describe('a secret asked for on the terminal', () => {
  it('ends with Enter and is never shown', async () => {
    const { ask, type, shown, modes } = terminal();
    const answer = ask();
    type('sk-inv');
    type('ented\r');
    expect(await answer).toBe('sk-invented');
    expect(shown.join('')).not.toContain('sk-inv');
    expect(modes).toEqual([true, false]);
  });

  it('keeps the line breaks of a paste', async () => {
    const { ask, type } = terminal();
    const answer = ask();
    type('\u001B[200~sk-inv\rented\u001B[201~');
    type('\r');
    expect(await answer).toBe('sk-inv\rented');
  });

  it('takes lines that arrive together for one paste where the terminal does not mark it', async () => {
    const { ask, type } = terminal();
    const answer = ask();
    type('sk-inv\r');
    type('ented\r');
    expect(await answer).toBe('sk-inv\rented');
  });

  it('can be corrected', async () => {
    const { ask, type } = terminal();
    const answer = ask();
    type('wrong\u0015sk-x\u007Fy\r');
    expect(await answer).toBe('sk-y');
  });

  it('can be given up, and leaves the terminal as it was', async () => {
    const { ask, type, modes } = terminal();
    const answer = ask();
    type('sk\u0003');
    await expect(answer).rejects.toBeInstanceOf(KeywatchError);
    expect(modes).toEqual([true, false]);
  });
});
