import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Done, Host } from '../command.ts';
import { find } from './find.ts';
import type { FirstMinutes, Step } from './first-minutes.ts';
import { linkGateways } from './link.ts';
import { paste } from './paste.ts';
import { protect } from './protect.ts';
import { hostOn, isStopped, stopped, terminalScreen, type Screen } from './screen.ts';
import { start } from './start.ts';
import { tryKeys } from './try.ts';

/** In the order of a person's first minutes. Each asks only for what is left of it. */
const steps: readonly Step[] = [find, paste, protect, tryKeys, linkGateways, start];

async function walk(around: FirstMinutes): Promise<boolean> {
  let met = false;
  for (const step of steps) met = (await step(around)) || met;
  return met;
}

/** Ctrl-C, and a terminal that goes, between two questions. */
async function givenUp(host: Host): Promise<never> {
  await host.ended();
  throw stopped();
}

/** Asks through all that is left to set up. Throws `bad_usage`, which tells what is kept, where a person gives up. */
export async function wizard(host: Host, screen?: Screen): Promise<Done> {
  const shown = screen ?? (await terminalScreen(host));
  const around: FirstMinutes = { screen: shown, host: hostOn(shown, host), kept: [] };
  shown.begins('Keywatch keeps your AI credentials sealed and tells you before one fails.');
  shown.says('Every question may be passed over; Ctrl-C ends here and keeps what was done.');
  try {
    // Whoever has a vault that a passphrase opens types it once, here.
    if (existsSync(join(host.directory, 'vault.json'))) await around.host.client();
    const met = await Promise.race([walk(around), givenUp(host)]);
    shown.ends(met ? 'Ready. keywatch status shows how things are.' : 'Everything is set up already.');
  } catch (thrown) {
    if (!isStopped(thrown)) throw thrown;
    const kept = around.kept.length === 0 ? 'nothing was done' : `kept: ${around.kept.join(', ')}`;
    throw new KeywatchError(
      'bad_usage',
      `stopped before the end; ${kept}; run keywatch onboard again to go on where something is left`,
    );
  }
  return { document: null, lines: () => [] };
}
