import type { Client } from '../../src-shared/contract.ts';
import type { Picture } from './picture.ts';

/** Feeds the picture until the connection ends; asks for a new snapshot when a change was missed. */
export async function follow(client: Client, picture: Picture): Promise<void> {
  for (;;) {
    const stop = new AbortController();
    const changes = await client.changes({}, { signal: stop.signal });
    let gap = false;
    for await (const change of changes) {
      if (picture.apply(change)) continue;
      gap = true;
      break;
    }
    stop.abort();
    if (!gap) return;
  }
}
