import type { TakeInput } from '../../src-shared/contract-discovery.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { formatReference, parseReference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import type { Source } from '../../src-shared/words.ts';
import type { Keywatch } from '../core.ts';
import type { Grounds } from '../discovery/grounds.ts';
import { placeOf, shownOf } from '../discovery/sighting.ts';
import { systems } from '../gateways/systems.ts';
import { providerById } from '../providers/index.ts';
import type { Parts } from './parts.ts';

/** Every tool's file is read by code of its own, which nobody waits for who finds nothing. */
const looking = () => import('../discovery/look.ts');

/** What is known of a find besides where it lies: enough to make a profile of it. */
type Takeable = NonNullable<TakeInput['seen']>;

interface DiscoveryParts extends Parts {
  profiles: Pick<Keywatch['profiles'], 'add'>;
  /** What is looked over: this process's own surroundings, and what a person names. */
  grounds(named: readonly string[]): Grounds;
}

const sourceOf = (found: string): Source => {
  if (found === 'env') return 'environment';
  if (found === 'claude-code' || found === 'codex') return found;
  return systems.some(({ id }) => found === id) ? 'gateway' : 'file';
};

const asTyped = (link: string): string => {
  const reference = parseReference(link);
  return reference === null ? link : formatReference(reference);
};

/** Finding what lies elsewhere on this machine, and taking it in. */
export function createDiscoveryCalls(parts: DiscoveryParts): Keywatch['discovery'] {
  const { vault } = parts;
  const isOpen = () => vault.state() !== 'locked';
  const markOf = (place: Parameters<typeof placeOf>[0]) => vault.fingerprint(`ignored\n${placeOf(place)}`);

  function judge(
    seen: readonly { where: string; location: string | null; secret: string | null; link: string | null }[],
  ) {
    const stored = [...vault.profiles().values()];
    const byFingerprint = new Map(stored.map(({ fingerprint, id }) => [fingerprint, id]));
    const byReference = new Map(stored.map(({ reference, id }) => [reference, id]));
    const marks = new Set(isOpen() ? vault.ignored() : []);
    return seen.map((each) => {
      const { secret, link } = each;
      const linked = link === null ? undefined : byReference.get(asTyped(link));
      const copied = isOpen() && secret !== null ? byFingerprint.get(vault.fingerprint(secret)) : undefined;
      return { known: copied ?? linked ?? null, ignored: marks.size > 0 && marks.has(markOf(each)) };
    });
  }

  async function sightingFor({ selector, files, seen }: TakeInput): Promise<Takeable> {
    if (seen !== undefined) return seen;
    if (selector === undefined)
      throw new KeywatchError(
        'bad_usage',
        telling('No find was named; nothing was saved; name it by its selector.'),
      );
    const { lookAround, selected } = await looking();
    const { sightings } = await lookAround(parts.grounds(files ?? []));
    const found = selected(selector, sightings);
    return found.copies ? found : { ...found, secret: null };
  }

  return {
    async find({ files = [] }) {
      const { lookAround } = await looking();
      const { sightings, problems } = await lookAround(parts.grounds(files));
      const judged = judge(sightings);
      return {
        candidates: sightings.map((sighting, at) => shownOf(sighting, judged[at])),
        problems: [...problems],
        compared: isOpen(),
      };
    },
    compare: ({ seen }) => ({ judged: judge(seen), compared: isOpen() }),
    async take(input) {
      const found = await sightingFor(input);
      const { id, agreePolicy, force, probe } = input;
      const provider = input.provider ?? found.provider ?? undefined;
      const name = input.name ?? nameOf(found, input.as);
      return parts.profiles.add(
        {
          ...(input.as === 'link' ? { reference: linkOf(found) } : { secret: secretOf(found) }),
          ...(provider === undefined ? {} : { provider }),
          ...(name === undefined ? {} : { name }),
          ...(found.kind === null || input.as === 'copy' ? {} : { kind: found.kind }),
          ...(found.baseUrl === null ? {} : { baseUrl: found.baseUrl }),
          ...(Object.keys(found.config).length === 0 ? {} : { config: found.config }),
          ...(found.kind === 'token' && found.expiresAt !== null ? { expiresAt: found.expiresAt } : {}),
          ...(id === undefined ? {} : { id }),
          ...(agreePolicy === undefined ? {} : { agreePolicy }),
          ...(force === undefined ? {} : { force }),
          ...(probe === undefined ? {} : { probe }),
        },
        sourceOf(found.source),
      );
    },
    ignore({ places }, ignored) {
      const marks = new Set(places.map(markOf));
      const others = vault.ignored().filter((mark) => !marks.has(mark));
      vault.setIgnored(ignored ? [...others, ...marks] : others);
    },
  };
}

function linkOf({ link }: Takeable): string {
  if (link !== null) return link;
  throw new KeywatchError(
    'invalid_input',
    telling(
      'This cannot be linked where it lies; nothing was saved; copy it, or see its note in keywatch auth discover.',
    ),
  );
}

function secretOf({ secret, kind }: Takeable): string {
  if (kind === 'oauth')
    throw new KeywatchError(
      'invalid_input',
      telling(
        'This is a login, and a copy would sign its tool out; nothing was saved; link it, or leave it to its tool.',
      ),
    );
  if (secret === null)
    throw new KeywatchError(
      'invalid_input',
      telling(
        'There is no secret to copy; nothing was saved; link it, or see its note in keywatch auth discover.',
      ),
    );
  return secret;
}

/** A link is called after its provider and what it leads to; a reference makes a poor name. */
function nameOf({ link, provider }: Takeable, as: TakeInput['as']): string | undefined {
  const reference = as === 'link' && link !== null ? parseReference(link) : null;
  if (reference?.from !== 'env' && reference?.from !== 'file') return undefined;
  const name = (provider === null ? undefined : providerById(provider))?.name ?? 'Key';
  const file = reference.from === 'file' ? reference.path.split(/[\\/]/).at(-1) : reference.name;
  return `${name}, ${file}`.slice(0, 100);
}
