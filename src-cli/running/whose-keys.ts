import { dirname } from 'node:path';
import type { Client } from '../../src-shared/contract.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import type { Host } from '../command.ts';
import { idOf } from '../commands/one-profile.ts';
import { namedProvider } from '../named-provider.ts';
import { allow, isAllowed } from './allowed-projects.ts';
import { findProjectFile, type ProjectFile } from './project-file.ts';

/** What was typed of whose keys a program runs with. */
export interface Typed {
  profile: string | undefined;
  provider: string | undefined;
}

/** A profile by its id, or whoever of a provider serves next. */
export type Wanted = { profile: string; provider: null } | { profile: null; provider: string };

/**
 * Whose keys a program runs with: the profile or provider that was typed, of a provider the one that the project names, or, where
 * nothing was typed, all that the project names. Throws `bad_usage` where neither says anything, `not_permitted` where the
 * project's file was not allowed.
 */
export async function whoseKeys(typed: Typed, host: Host, client: Client): Promise<Wanted[]> {
  if (typed.profile !== undefined && typed.provider !== undefined)
    throw new KeywatchError(
      'bad_usage',
      'both --profile and --provider were given; nothing was started; give one',
    );
  if (typed.profile !== undefined) return [{ profile: await idOf(host, typed.profile), provider: null }];
  const project = findProjectFile(process.cwd(), host.home, host.warn);
  if (typed.provider === undefined) {
    if (project === null) throw nothingSaid();
    await checkAllowed(project, host);
    return Promise.all([...project.keys].map((entry) => wantedBy(entry, project, host, client)));
  }
  if (project === null) return [{ profile: null, provider: typed.provider }];
  const entry = await entryFor(typed.provider, project, client);
  if (entry === undefined) return [{ profile: null, provider: typed.provider }];
  await checkAllowed(project, host);
  return [await wantedBy(entry, project, host, client)];
}

async function entryFor(typed: string, { keys }: ProjectFile, client: Client) {
  const { profiles } = await client.profiles.list({});
  const meant = await namedProvider(typed, profiles);
  for (const entry of keys) if ((await namedProvider(entry[0], profiles)) === meant) return entry;
  return undefined;
}

async function wantedBy(
  [provider, selector]: readonly [string, string | null],
  { path }: ProjectFile,
  host: Host,
  client: Client,
): Promise<Wanted> {
  if (selector === null) return { profile: null, provider };
  const { profile } = await client.profiles.get({ id: await idOf(host, selector) });
  const meant = await namedProvider(provider, (await client.profiles.list({})).profiles);
  if (profile.provider === meant) return { profile: profile.id, provider: null };
  throw new KeywatchError(
    'invalid_input',
    `${path} names ${profile.id} for a provider that it is not of; nothing was started; correct the file`,
    { id: profile.id },
  );
}

/** A file that came with a project is used once a person said so, and again after each change (docs/command-line.md). */
async function checkAllowed(file: ProjectFile, host: Host): Promise<void> {
  if (isAllowed(host.directory, file)) return;
  if (host.terminal.in) {
    host.warn(`${file.path} is new here or was changed. It says: ${saidBy(file)}`);
    if (await host.askYes('Run programs of this project with these keys?'))
      return allow(host.directory, file);
  }
  throw new KeywatchError(
    'not_permitted',
    `${file.path} was not allowed, or was changed since; nothing was started; look at it, then type: keywatch allow '${dirname(file.path)}'`,
    { path: file.path },
  );
}

const shown = (name: string): string => repeatable(name) ?? 'a name too long to show';

/** What a project file says, for people; nothing that may be a secret in the wrong place. */
export function saidBy({ keys }: ProjectFile): string {
  return [...keys]
    .map(
      ([provider, profile]) =>
        `${shown(provider)} by ${profile === null ? 'whoever serves next' : shown(profile)}`,
    )
    .join(', ');
}

function nothingSaid(): KeywatchError {
  return new KeywatchError(
    'bad_usage',
    'nothing says whose key the program needs; nothing was started; give --profile ID or --provider P, or write a .keywatch file',
  );
}
