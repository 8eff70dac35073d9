import type { Socket } from 'node:net';
import { frameCeiling, frameLimit } from './serve-connection.ts';

/**
 * Cuts a byte stream into lines. A line longer than a frame may be is read away and handed on as its beginning, one
 * character over the limit, so that it can be answered; beyond the ceiling `onTooMuch` is called instead (D-B36).
 */
export function readLines(
  socket: Pick<Socket, 'on' | 'setEncoding'>,
  onLine: (line: string) => void,
  onTooMuch: () => void,
  /** The longest line that is read away, in characters; it may change from line to line. */
  ceiling: () => number = () => frameCeiling,
): void {
  let pieces: string[] = [];
  let kept = 0;
  let length = 0;
  const keep = (piece: string) => {
    length += piece.length;
    if (kept > frameLimit) return;
    pieces.push(piece.slice(0, frameLimit + 1 - kept));
    kept += piece.length;
  };
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string | Buffer) => {
    const text = String(chunk);
    let from = 0;
    for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
      keep(text.slice(from, to));
      from = to + 1;
      const line = pieces.join('');
      pieces = [];
      kept = 0;
      length = 0;
      if (line !== '') onLine(line);
    }
    keep(text.slice(from));
    if (length > ceiling()) onTooMuch();
  });
}
