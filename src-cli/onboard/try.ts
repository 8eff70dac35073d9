import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stateCell } from '../profile-lines.ts';
import { tried, type FirstMinutes } from './first-minutes.ts';

/** Asks about every key that nobody was asked about yet. */
export async function tryKeys(around: FirstMinutes): Promise<boolean> {
  const { host, screen, kept } = around;
  if (!existsSync(join(host.directory, 'vault.json'))) return false;
  const client = await host.client();
  const { profiles } = await client.profiles.list({});
  const ids = profiles
    .filter(({ enabled, lastAnswer }) => enabled && lastAnswer === null)
    .map(({ id }) => id);
  if (ids.length === 0) return false;
  screen.step('Test: whether they work. Asking spends no tokens.');
  const question = ids.length === 1 ? `Ask about ${ids[0] ?? ''} now?` : `Ask about all ${ids.length} now?`;
  if (!(await screen.yes(question, true))) return true;
  const asked = await tried(around, () => client.probes.test({ ids }));
  if (asked === null) return true;
  kept.push(`${asked.answers.length} tested`);
  const after = await client.profiles.list({});
  for (const { id, outcome, message } of asked.answers) {
    const profile = after.profiles.find((each) => each.id === id);
    const state = profile === undefined ? outcome : stateCell(profile, host.now()).text;
    const says = outcome === 'ok' || message === null ? '' : `: ${message}`;
    if (outcome === 'ok') screen.good(`${id}  ${state}`);
    else screen.bad(`${id}  ${state}${says}`);
  }
  return true;
}
