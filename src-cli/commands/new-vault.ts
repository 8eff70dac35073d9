import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../src-shared/contract.ts';
import type { Host } from '../command.ts';

/**
 * The core for a command that stores something, and `offerWayBack` for when it has: to a person whose vault this was the
 * first thing in, it says once how a recovery code is made, as the window does.
 */
export async function clientForFirst(
  host: Host,
): Promise<{ client: Client; offerWayBack: () => Promise<void> }> {
  const isNew = !existsSync(join(host.directory, 'vault.json'));
  const client = await host.client();
  return {
    client,
    async offerWayBack() {
      if (!isNew || host.json || !host.terminal.out) return;
      const { vault } = await client.status({});
      // Who gave a passphrase has what opens it when everything else fails.
      if (vault.recovery || vault.slot === 'passphrase') return;
      host.warn(
        'a new vault was made for it; keywatch vault protect --add recovery prints a code that opens it should everything else fail',
      );
    },
  };
}
