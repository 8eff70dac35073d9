const mebi = 1024 * 1024;

/** Frames one client may leave unread; more come only of calls that are refused faster than they are read. */
const mostFrames = 1024;
/** Characters one client may leave unread, beyond one answer of any length. */
const mostCharacters = 32 * mebi;
/** What all clients of this process may leave unread together before those that owe much have to go. */
const mostInAll = 128 * mebi;
const muchForOne = mebi;

let owedToAll = 0;

/** What was said to one client and has not left this process yet. */
export interface Outbox {
  /** Sends, and counts until it has left. False, and nothing is sent, when the client leaves too much unread. */
  send(frame: string, through: (frame: string) => Promise<void>): Promise<boolean>;
}

/** Bounds the memory that clients cost which ask and never read (D-A4). */
export function createOutbox(): Outbox {
  let frames = 0;
  let characters = 0;
  const tooMuch = (length: number) =>
    frames >= mostFrames ||
    (frames > 0 && characters + length > mostCharacters) ||
    (characters > muchForOne && owedToAll + length > mostInAll);
  return {
    async send(frame, through) {
      const { length } = frame;
      if (tooMuch(length)) return false;
      frames++;
      characters += length;
      owedToAll += length;
      try {
        await through(frame);
      } finally {
        frames--;
        characters -= length;
        owedToAll -= length;
      }
      return true;
    },
  };
}
