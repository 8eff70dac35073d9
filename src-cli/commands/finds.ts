import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shownOf, type Sighting } from '../../src-main/discovery/sighting.ts';
import type { Candidate, Taking } from '../../src-shared/contract-discovery.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Client } from '../../src-shared/contract.ts';
import type { Host } from '../command.ts';
import { failureOf } from '../failure.ts';

/** So many finds are held against the vault in one call. */
const mostAtOnce = 100;

function pagesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / mostAtOnce) }, (_, page) =>
    all.slice(page * mostAtOnce, (page + 1) * mostAtOnce),
  );
}

/** Holds finds against the vault, a page at a time; false where it is locked. */
async function compare(
  sightings: readonly Sighting[],
  client: Client,
  known: Map<Sighting, { known: string | null; ignored: boolean }>,
): Promise<boolean> {
  for (const page of pagesOf(sightings)) {
    const seen = page.map(({ where, location, secret, link }) => ({ where, location, secret, link }));
    const { judged: all, compared } = await client.discovery.compare({ seen });
    for (const [at, sighting] of page.entries()) known.set(sighting, all[at] ?? nobody);
    if (!compared) return false;
  }
  return true;
}

const nobody = { known: null, ignored: false };

/** What is known of each find: nothing without a vault, and nothing where it cannot be asked now. */
export async function judged(
  sightings: readonly Sighting[],
  host: Host,
  client: Client | null,
): Promise<{ candidates: Candidate[]; compared: boolean }> {
  const known = new Map<Sighting, { known: string | null; ignored: boolean }>();
  let compared = true;
  try {
    const asked = client ?? (await quietClient(host));
    // Without a vault nothing is stored or ignored.
    if (asked !== null) compared = await compare(sightings, asked, known);
    if (!compared)
      host.warn(
        'the vault is locked, so what of this is stored or ignored is not known; unlock it and look again',
      );
  } catch (thrown) {
    compared = false;
    host.warn(failureOf(thrown).message);
  }
  return { candidates: sightings.map((each) => shownOf(each, known.get(each) ?? nobody)), compared };
}

/** Whoever can compare without a vault being made, or a person asked. */
async function quietClient(host: Host): Promise<Client | null> {
  const owner = await host.owner();
  if (owner !== null || !existsSync(join(host.directory, 'vault.json'))) return owner;
  return host.client({ mayStayLocked: true });
}

export interface HowTaken {
  /** Whose it is, where it does not tell. */
  provider?: string | undefined;
  agreePolicy: boolean;
  /** Store it even if the same secret is stored already. */
  force: boolean;
}

/** Links or copies one find, unasked. Throws what storing throws: `policy_not_agreed`, `duplicate` … */
export async function takeFind(
  { act, sighting }: { act: Taking; sighting: Sighting },
  { provider, agreePolicy, force }: HowTaken,
  client: Client,
): Promise<Profile> {
  const { source, kind, link, baseUrl, config, expiresAt } = sighting;
  const { profile } = await client.discovery.take({
    as: act,
    seen: {
      source,
      provider: provider ?? sighting.provider,
      kind,
      // A link reads it when it is needed.
      secret: act === 'copy' && sighting.copies ? sighting.secret : null,
      link,
      baseUrl,
      config: { ...config },
      expiresAt,
    },
    agreePolicy,
    force,
    probe: false,
  });
  return profile;
}
