import { lookAround } from '../../src-main/discovery/look.ts';
import type { Sighting } from '../../src-main/discovery/sighting.ts';
import { systemGrounds } from '../../src-main/machine/grounds.ts';
import type { Candidate, Taking } from '../../src-shared/contract-discovery.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { judged, takeFind } from '../commands/finds.ts';
import { putAsked, type FirstMinutes } from './first-minutes.ts';
import type { Choice } from './screen.ts';

interface Find {
  sighting: Sighting;
  candidate: Candidate;
}

const openTo = {
  none: '',
  medium: ', in clear',
  high: ', in clear, others of this machine can read it',
} as const;

function choiceOf({ sighting, candidate }: Find, home: string): Choice<Find> {
  const { selector, provider, mask, reference, mode, where, finding } = candidate;
  const path = where.startsWith(`${home}/`) ? `~${where.slice(home.length)}` : where;
  return {
    value: { sighting, candidate },
    label: [
      selector,
      provider === null ? 'provider unknown' : providerName(provider),
      reference ?? mask ?? '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
    hint: `${path}${mode === null ? '' : ` ${mode}`}${openTo[finding]}`,
  };
}

const done = { link: 'linked', copy: 'copied' } as const;

async function take(finds: readonly Find[], act: Taking, around: FirstMinutes): Promise<void> {
  const { host, screen, kept } = around;
  for (const { sighting } of finds) {
    const client = await host.client();
    const profile = await putAsked(around, (agreed) =>
      takeFind({ act, sighting }, { provider: undefined, ...agreed }, client),
    );
    if (profile === null) continue;
    kept.push(`${done[act]} ${profile.id}`);
    screen.good(`${sighting.selector} is ${done[act]} as ${profile.id}.`);
  }
}

const mayBe =
  (act: Taking) =>
  ({ candidate }: Find): boolean =>
    candidate.takes.includes(act);

/** What lies elsewhere on this machine and is neither stored nor ignored: linked, copied or ignored as a person chooses. */
export async function find(around: FirstMinutes): Promise<boolean> {
  const { host, screen, kept } = around;
  const { env, home } = host;
  const { sightings } = await lookAround(systemGrounds({ env, home, now: host.now(), named: [] }));
  const { candidates, compared } = await judged(sightings, host, null);
  let left = candidates.flatMap((candidate, at): Find[] => {
    const sighting = sightings[at];
    const isNew = candidate.known === null && !candidate.ignored && candidate.takes.length > 0;
    return sighting !== undefined && isNew && compared ? [{ sighting, candidate }] : [];
  });
  if (left.length === 0) return false;
  screen.step('Find: what other tools keep on this machine. Choose none to go on.');
  const chosen = async (question: string, may: (one: Find) => boolean): Promise<Find[]> => {
    const offered = left.filter(may);
    if (offered.length === 0) return [];
    const taken = await screen.several(
      question,
      offered.map((each) => choiceOf(each, home)),
    );
    left = left.filter((each) => !taken.some(({ sighting }) => sighting === each.sighting));
    return taken;
  };
  await take(
    await chosen('Link which? Each stays where it lies and is read when needed.', mayBe('link')),
    'link',
    around,
  );
  await take(
    await chosen('Copy which? The key itself goes into the vault; its file stays.', mayBe('copy')),
    'copy',
    around,
  );
  const ignored = await chosen('Never offer which again?', () => true);
  if (ignored.length > 0) {
    const client = await host.client();
    const places = ignored.map(({ sighting: { where, location } }) => ({ where, location }));
    await client.discovery.ignore({ places });
    kept.push(`${ignored.length} ignored`);
  }
  return true;
}
