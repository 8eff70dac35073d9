import { once } from 'node:events';
import type { ReadStream, WriteStream } from 'node:tty';
import { KeywatchError } from '../src-shared/errors.ts';

const pasteBegins = '\u001B[200~';
const pasteEnds = '\u001B[201~';
/** Every control character is a key of its own; the two marks of a paste are more than one character. */
const keys = /(\p{Cc}\[20[01]~|\p{Cc})/u;
/** Lines of one paste arrive together; a person's Enter is followed by silence. */
const silenceMs = 80;

/**
 * Asks without showing what is typed. A paste may hold line breaks (a wrapped token does): they belong to it, and only
 * Enter after it ends the answer. Throws `bad_usage` on Ctrl-C and Ctrl-D.
 */
export async function askSecret(
  question: string,
  input: ReadStream = process.stdin,
  output: WriteStream = process.stderr,
): Promise<string> {
  let typed = '';
  let pasting = false;
  input.setRawMode(true);
  input.setEncoding('utf8');
  output.write(`\u001B[?2004h${question}`);
  try {
    for (;;) {
      const [chunk] = (await once(input.resume(), 'data')) as [string];
      for (const piece of chunk.split(keys)) {
        if (piece === pasteBegins) pasting = true;
        else if (piece === pasteEnds) pasting = false;
        else if (piece === '\u0003' || (piece === '\u0004' && typed === '')) throw givenUp();
        else if (piece === '\u0008' || piece === '\u007F') typed = typed.slice(0, -1);
        else if (piece === '\u0015') typed = '';
        else if (piece !== '\u0004') typed += piece;
      }
      if (!pasting && /[\r\n]$/.test(typed) && (await silent(input))) return typed.replace(/[\r\n]+$/, '');
    }
  } finally {
    output.write('\u001B[?2004l\n');
    input.setRawMode(false);
    input.pause();
  }
}

function givenUp(): KeywatchError {
  return new KeywatchError('bad_usage', 'nothing was entered; nothing was changed; run it again when ready');
}

async function silent(input: ReadStream): Promise<boolean> {
  const quiet = new AbortController();
  const timer = setTimeout(() => quiet.abort(), silenceMs);
  try {
    const [chunk] = (await once(input, 'data', { signal: quiet.signal })) as [string];
    input.unshift(chunk);
    return false;
  } catch {
    // Aborted: nothing came, which is the answer.
    return true;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks on the terminal; only `y` and `yes` mean yes. */
export async function askYes(
  question: string,
  input: ReadStream = process.stdin,
  output: WriteStream = process.stderr,
): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(`${question} [y/N] `, input, output));
}

/** Asks on the terminal for one line; nothing where the input ends. */
export async function askLine(
  question: string,
  input: ReadStream = process.stdin,
  output: WriteStream = process.stderr,
): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input, output });
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  try {
    return (await lines.question(question, { signal: ended.signal })).trim();
  } catch (error) {
    if (ended.signal.aborted) return '';
    throw error;
  } finally {
    lines.close();
  }
}
