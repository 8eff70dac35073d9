import type { Item, ResetPlan } from '../../src-main/headless/reset.ts';
import type { Attached } from '../../src-main/headless/still-attached.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { table, type Look } from '../page.ts';
import { plain } from '../plain-text.ts';
import { lookHere } from './look-here.ts';
import { needsYes } from './vault-protect.ts';

/** What a person types to mean it. */
const word = 'reset';

export const resetAll: Command = {
  name: 'reset',
  says: 'Remove everything Keywatch keeps in its data directory, after asking',
  takes: '',
  words: { least: 0, most: 0 },
  options: {
    yes: { type: 'boolean', says: 'Do not ask.' },
    'leave-tools': {
      type: 'boolean',
      says: 'Even if tools or gateways still have their keys from here; what would put them back is removed too.',
    },
    'dry-run': { type: 'boolean', says: 'Say what lies where and remove nothing.' },
  },
  notes: ['Every credential, every backup and the history are gone then, for good. Export them first.'],
  async run(asked, host) {
    needsYes(asked, host, 'resetting');
    const { planReset, reset, removeLock } = await import('../../src-main/headless/reset.ts');
    const { asOwner } = await import('../../src-main/headless/look-after.ts');
    const plan = planReset(host.directory);
    if (plan.items.length === 0)
      return done(host, plan, false, () => [
        `There is nothing of Keywatch in ${host.directory}; nothing was removed.`,
      ]);
    if (asked.has('dry-run'))
      return done(host, plan, false, (look) => [...planLines(host, plan, look), '', 'Nothing was removed.']);
    const mayRemove = ({ attached }: ResetPlan) => {
      if (attached.length > 0 && !asked.has('leave-tools')) throw putBackFirst(attached);
    };
    mayRemove(plan);
    if (!asked.has('yes')) await meant(host, plan);
    // Looked at again: an owner may have written meanwhile, and may not now.
    const { removed, refused } = await asOwner(host.directory, async () => {
      const now = planReset(host.directory);
      mayRemove(now);
      const refused = await reset(host.directory, now, host.env);
      if (process.platform !== 'win32') removeLock(host.directory);
      return { removed: now, refused };
    });
    // Windows removes no file that is open, ours or the next owner's; elsewhere it goes while it is ours.
    if (process.platform === 'win32') removeLock(host.directory);
    for (const why of refused) host.warn(`a key in the keyring stays, for ${why}; it opens nothing any more`);
    return done(host, removed, true, () => [
      `Removed ${removed.items.length} files of Keywatch from ${host.directory}.`,
      ...staying(removed),
      ...removed.attached.map((each) => `${named(each)} still asks Keywatch for its keys: set it up anew.`),
    ]);
  },
};

const named = ({ name, path }: Attached): string => plain(`${name} (${path})`);

/** What stood in them would be gone with the rest, and whoever asks a relay that is gone has no key. */
function putBackFirst(attached: readonly Attached[]): KeywatchError {
  const commands = attached.map(({ undo }) => plain(undo)).join('; ');
  return new KeywatchError(
    'consent_needed',
    `${attached.map(named).join(', ')} still ${attached.length === 1 ? 'has its' : 'have their'} keys from here; nothing was removed; first type: ${commands}; or add --leave-tools`,
  );
}

async function meant(host: Host, plan: ResetPlan): Promise<void> {
  host.write(`${planLines(host, plan, lookHere(host)).join('\n')}\n`);
  const answer = await host.askLine(`All of this is removed for good. Type ${word} to do it: `);
  if (answer !== word)
    throw new KeywatchError(
      'bad_usage',
      `nothing was removed; everything is as before; type ${word} to remove it`,
    );
}

function planLines({ directory }: Host, plan: ResetPlan, look: Look): string[] {
  return [
    `In ${directory}:`,
    ...table<Item>(
      plan.items,
      [
        { head: 'File', cell: ({ path }) => path.slice(directory.length + 1), least: 16 },
        { head: 'Size', cell: ({ size }) => `${Math.ceil(size / 1024)} kB`, flush: 'right' },
        { head: 'Is', cell: ({ what }) => what, least: 16, leaves: 1 },
      ],
      look,
    ),
    ...(plan.keyring === 0 ? [] : [`And ${plan.keyring} of its keys in the keyring of the system.`]),
    ...staying(plan),
    ...plan.attached.map((each) => `${named(each)} still has its keys from here. ${plain(each.undo)}`),
  ];
}

function staying({ stays }: ResetPlan): string[] {
  return stays.length === 0 ? [] : [`Not Keywatch's, so it stays: ${stays.join(', ')}.`];
}

function done(
  { directory }: Host,
  { items, stays, keyring, attached }: ResetPlan,
  removed: boolean,
  lines: Done['lines'],
): Done {
  return { document: documentOf('reset', { directory, removed, items, stays, keyring, attached }), lines };
}
