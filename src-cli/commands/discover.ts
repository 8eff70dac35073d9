import { resolve } from 'node:path';
import { lookAround, selected } from '../../src-main/discovery/look.ts';
import type { Found, Sighting } from '../../src-main/discovery/sighting.ts';
import { systemGrounds } from '../../src-main/machine/grounds.ts';
import type { Taking } from '../../src-shared/contract-discovery.ts';
import type { Client } from '../../src-shared/contract.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { askedAfterSaving, offeringForce } from './asking.ts';
import { judged, takeFind } from './finds.ts';
import { clientForFirst } from './new-vault.ts';

const acts = ['link', 'copy', 'ignore', 'unignore'] as const;
type Act = (typeof acts)[number];

/** One find and what is to become of it. */
interface Choice {
  act: Act;
  sighting: Sighting;
}

/** What was done with one. */
interface Taken {
  selector: string;
  as: Taking;
  id: string;
}

/** The selectors after each option; words without one belong to the only option there is. */
function wanted(asked: Asked): { act: Act; typed: string }[] {
  const given = acts.filter((act) => asked.has(act));
  const [only, ...others] = given;
  if (asked.words.length > 0 && (only === undefined || others.length > 0))
    throw new KeywatchError(
      'bad_usage',
      `${asked.words.length === 1 ? 'a selector stands' : 'selectors stand'} without an option; nothing was done; write --link, --copy, --ignore or --unignore before each`,
    );
  return [
    ...given.flatMap((act) => asked.list(act).map((typed) => ({ act, typed }))),
    ...(only === undefined ? [] : asked.words.map((typed) => ({ act: only, typed }))),
  ];
}

async function take(
  { act, sighting }: Choice & { act: Taking },
  asked: Asked,
  client: Client,
  host: Host,
): Promise<Taken> {
  const how = {
    provider: asked.text('provider'),
    agreePolicy: asked.has('agree-policy'),
    force: asked.has('force'),
  };
  const profile = await offeringForce(takeFind({ act, sighting }, how, client));
  const { selector } = sighting;
  host.warn(`${selector} is ${act === 'link' ? 'linked' : 'copied'} as ${profile.id}`);
  if (!asked.has('no-probe')) await askedAfterSaving(client, profile, host);
  return { selector, as: act, id: profile.id };
}

async function done(choices: readonly Choice[], asked: Asked, host: Host) {
  const taken: Taken[] = [];
  if (choices.length === 0) return { taken, client: null };
  const { client, offerWayBack } = await clientForFirst(host);
  for (const { act, sighting } of choices)
    if (act === 'link' || act === 'copy') taken.push(await take({ act, sighting }, asked, client, host));
  for (const act of ['ignore', 'unignore'] as const) {
    const places = choices
      .filter((choice) => choice.act === act)
      .map(({ sighting: { where, location } }) => ({ where, location }));
    if (places.length > 0) await client.discovery[act]({ places });
  }
  await offerWayBack();
  return { taken, client };
}

export const discover: Command = {
  name: 'auth discover',
  says: 'Credentials that lie elsewhere on this machine; links or copies those you choose',
  takes: '[SEL…]',
  words: { least: 0, most: 100 },
  makesVault: true,
  options: {
    link: {
      type: 'string',
      multiple: true,
      value: 'SEL',
      says: 'Store where it lies alone; it is read there when needed.',
    },
    copy: {
      type: 'string',
      multiple: true,
      value: 'SEL',
      says: 'Copy the secret into the vault; its file stays as it is. Logins are never copied.',
    },
    ignore: { type: 'string', multiple: true, value: 'SEL', says: 'Do not offer it again.' },
    unignore: { type: 'string', multiple: true, value: 'SEL', says: 'Offer it again.' },
    file: {
      type: 'string',
      multiple: true,
      value: 'PATH',
      says: 'Look at this dotenv file, or those in this folder, too.',
    },
    all: { type: 'boolean', says: 'Show what is ignored too.' },
    provider: {
      type: 'string',
      value: 'PROVIDER',
      says: 'Whose the chosen ones are, where they do not tell.',
    },
    'agree-policy': {
      type: 'boolean',
      says: 'Agree to the sentence of its provider on where it may be used.',
    },
    'no-probe': { type: 'boolean', says: 'Do not ask the provider about what was stored.' },
    force: { type: 'boolean', says: 'Store it even if the same secret is stored already.' },
  },
  notes: [
    'SEL is a selector as the list shows it, or a beginning that only one has. More may follow the last of one kind.',
    'What is looked at, and what is never opened, stands in docs/discovery.md. Nothing leaves this machine.',
  ],
  async run(asked, host) {
    const picks = wanted(asked);
    const named = asked.list('file').map((path) => resolve(path));
    const { env, home } = host;
    const found: Found = await lookAround(systemGrounds({ env, home, now: host.now(), named }));
    // All of them are there before anything is done with one.
    const choices = picks.map(({ act, typed }) => ({ act, sighting: selected(typed, found.sightings) }));
    const { taken, client } = await done(choices, asked, host);
    const { candidates, compared } = await judged(found.sightings, host, client);
    const { problems } = found;
    return {
      document: documentOf('candidates', { candidates, problems, compared, taken }),
      lines: async (look) => {
        const { candidateLines } = await import('./discover-lines.ts');
        return candidateLines({ candidates, problems, compared, all: asked.has('all'), home }, look);
      },
    };
  },
};
