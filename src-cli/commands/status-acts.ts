import type { Client } from '../../src-shared/contract.ts';
import type { Status, Told } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Host } from '../command.ts';
import { failureOf } from '../failure.ts';
import type { StatusQuestion } from '../reader.ts';

/** What `status` does before it looks, where it was asked to. */
export async function statusAfterActs(
  asked: Asked,
  host: Host,
  question: StatusQuestion,
): Promise<{ found: Status; told: Told | null }> {
  const watched = (await host.owner()) !== null;
  // A passphrase is asked for where providers are to be asked; to tell what is known needs none.
  const client = await host.client(asked.has('probe') ? undefined : { mayStayLocked: true });
  // The clock's timers keep no process alive, and what is on its way must not be left there.
  const alive = setInterval(() => {}, 60_000);
  try {
    if (asked.has('probe')) await askAll(client, host, question);
    else if (asked.has('probe-due') && !watched) await askDue(client, host);
    const told = asked.has('notify') ? await tell(client, host) : null;
    return { found: await client.status(question), told };
  } finally {
    clearInterval(alive);
  }
}

async function askAll(client: Client, host: Host, question: StatusQuestion): Promise<void> {
  const { profiles } = await client.status(question);
  const ids = profiles.filter(({ enabled }) => enabled).map(({ id }) => id);
  // Who cannot be asked is part of the status; only that nobody may be is a failure.
  await client.probes.test({ ids }).catch((thrown: unknown) => {
    if (ids.length !== 1 || host.env['KEYWATCH_OFFLINE'] === '1') throw thrown;
    host.warn(failureOf(thrown).message);
  });
}

/** A Keywatch that runs keeps the schedule itself; for a timer, what cannot be asked now is asked the next time. */
async function askDue(client: Client, host: Host): Promise<void> {
  if (host.env['KEYWATCH_OFFLINE'] === '1') return;
  await client.probes.test({ due: true }).catch((thrown: unknown) => host.warn(failureOf(thrown).message));
}

async function tell(client: Client, host: Host): Promise<Told> {
  const told = await client.alerts.tell({});
  const { vault } = await client.status({});
  if (!told.tells && vault.state === 'locked')
    throw new KeywatchError(
      'vault_locked',
      'the vault is locked, and a way to tell counts only where it is proven who set it; nothing was told; name what opens the vault in KEYWATCH_PASSPHRASE_FILE or KEYWATCH_KEY_FILE',
    );
  if (!told.tells)
    throw new KeywatchError(
      'bad_usage',
      'there is no way to tell, or notices are switched off; nothing was told; set one: keywatch notify desktop, command, webhook or ntfy',
    );
  if (told.undelivered !== null) host.warn(told.undelivered.why);
  return told;
}
