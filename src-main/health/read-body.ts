import type { Response } from '../ports.ts';

/** What is read of an answer at most; the rest is not waited for. Bytes. */
export const bodyLimit = 64 * 1024;

/** The body as text, cut at 64 KiB; leaving the loop early cancels what is still to come. */
export async function readBody(response: Response): Promise<{ body: string; truncated: boolean }> {
  const decoder = new TextDecoder();
  let body = '';
  let size = 0;
  for await (const chunk of response.body) {
    const room = bodyLimit - size;
    if (chunk.length > room) {
      return { body: body + decoder.decode(chunk.subarray(0, room), { stream: true }), truncated: true };
    }
    size += chunk.length;
    body += decoder.decode(chunk, { stream: true });
  }
  return { body: body + decoder.decode(), truncated: false };
}
