import type { Profile, Summary } from '../../src-shared/contract-schema.ts';
import { ledger, table, type Look } from '../page.ts';
import { availableCell, stateCell } from '../profile-lines.ts';

const nothingYet = 'Nothing to watch yet. Store a credential with keywatch auth add.';

/** The table of `auth list`: one row a profile. */
function profileTable(profiles: readonly Profile[], look: Look): string[] {
  return table(
    profiles,
    [
      { head: 'ID', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 16 },
      { head: 'Name', cell: ({ name }) => name, least: 10, leaves: 2 },
      { head: 'Provider', cell: ({ provider }) => provider, leaves: 3 },
      { head: 'Source', cell: ({ source }) => source, leaves: 1 },
      { head: 'Health', cell: (profile) => stateCell(profile, look.now) },
      { head: 'Available', cell: availableCell },
    ],
    look,
  );
}

/** What `auth list` tells a person. `any` says whether there are profiles at all. */
export function listLines(profiles: readonly Profile[], any: boolean, look: Look): string[] {
  if (profiles.length > 0) return profileTable(profiles, look);
  return [any ? 'No profile is of that provider. keywatch auth list shows them all.' : nothingYet];
}

/** One count a line. */
export function countLines(summary: Summary, look: Look): string[] {
  return ledger(
    Object.entries(summary).map(([name, count]) => [name, String(count)] as const),
    look,
  );
}
