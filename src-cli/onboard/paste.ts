import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { providers } from '../../src-main/providers/index.ts';
import { added } from '../commands/add.ts';
import { putAsked, tried, type FirstMinutes } from './first-minutes.ts';
import type { Choice } from './screen.ts';

/** Whose key it is: what its form tells, or what a person says. */
async function providerOf(text: string, { screen, host }: FirstMinutes): Promise<string | null> {
  const client = await host.client();
  const { found } = await client.profiles.recognise({ text });
  const named = [...new Set(found.flatMap(({ provider }) => (provider === null ? [] : [provider])))];
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return only;
  const likely = new Set(named);
  const all = [...providers].sort((one, other) => Number(likely.has(other.id)) - Number(likely.has(one.id)));
  const choices: Choice<string | null>[] = all.map(({ id, name }) => ({ value: id, label: name, hint: id }));
  return screen.one('Whose key is it?', [...choices, { value: null, label: 'None of these: leave it' }]);
}

/** A key that a person has at hand: pasted, recognised, stored. Offered first where nothing is stored yet. */
export async function paste(around: FirstMinutes): Promise<boolean> {
  const { host, screen, kept } = around;
  const isEmpty =
    !existsSync(join(host.directory, 'vault.json')) ||
    (await (await host.client()).profiles.list({})).profiles.length === 0;
  if (!isEmpty && kept.length === 0) return false;
  screen.step('Add: a key you have at hand.');
  for (let more = await screen.yes('Paste a key?', isEmpty); more;) {
    const secret = await screen.secret('Paste it, then Enter (not shown; nothing to go on): ');
    if (secret === '') return true;
    const profile = await tried(around, async () => {
      const provider = await providerOf(secret, around);
      if (provider === null) return null;
      const client = await host.client();
      return putAsked(around, (agreed) => added(client, { provider, secret, ...agreed }, host));
    });
    if (profile !== null) {
      kept.push(`stored ${profile.id}`);
      screen.good(`Stored as ${profile.id}.`);
    }
    more = await screen.yes('Paste another?', false);
  }
  return true;
}
