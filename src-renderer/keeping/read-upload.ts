import type { Client } from '../../src-shared/contract.ts';
import type { ImportInput } from '../../src-shared/contract-keeping.ts';

/** As much of a file as the contract takes in one message, and altogether; in characters. */
const pieceLimit = 128 * 1024;
export const fileLimit = 8 * 1024 * 1024;

/** What stands for a file at the core: itself where it is short, else the name of what was sent before. */
export type Source = Pick<ImportInput, 'content' | 'upload'>;

/** Sends a file's text, in pieces where it is longer than one message may be. */
export async function sendText(client: Client, text: string): Promise<Source> {
  if (text.length <= pieceLimit) return { content: text };
  let upload: string | null = null;
  for (let at = 0; at < text.length; at += pieceLimit) {
    ({ upload } = await client.transfer.put({ upload, piece: text.slice(at, at + pieceLimit) }));
  }
  return upload === null ? { content: text } : { upload };
}
