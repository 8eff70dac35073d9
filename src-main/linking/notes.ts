import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import type { Snapshot } from '../gateways/stores/snapshot.ts';
import { telling } from '../../src-shared/say.ts';

export type Note = GatewayPlan['noted'][number];

const sentences: Readonly<Record<Note['kind'], (name: string, of: string) => string>> = {
  grants: (name, of) => telling('{name} may then fetch these and nothing else: {of}.', { name, of }),
  copy: (_, of) => telling('A key that is linked stands in clear in {of} too, and stays there.', { of }),
  in_clear: () => telling('The keys then stand in clear in its store again. They stay in the vault too.'),
  stays: (name) =>
    telling('{name} still refers to Keywatch elsewhere: its secret provider, and what it may fetch, stay.', {
      name,
    }),
  left: (_, of) =>
    telling('{of} was left by a Keywatch that was ended while it wrote, and is removed.', { of }),
  by_command: (name, of) =>
    telling(
      '{name} keeps them in a database, which its own command alone writes: {of} is run, and it is asked for each key once more, which takes minutes.',
      { name, of },
    ),
  later_agents: (name, of) =>
    telling(
      'Every agent of {name} gets its own reference to what they shared: {of}. An agent that is added later has none until this is put back and linked again.',
      { name, of },
    ),
  traces: (name, of) =>
    telling(
      '{of} still holds bytes of a key that went out of it, until {name} writes over them: whoever may have read that file may have the key.',
      { name, of },
    ),
  reload: (name, of) => telling('{name} takes it up when it is started again, or by: {of}', { name, of }),
};

/** The notes of a plan as sentences, for whoever shows no words of its own. */
export const notesOf = (noted: readonly Note[], name: string): string[] =>
  noted.map(({ kind, of }) => sentences[kind](name, of));

/** What a gateway that runs is told to take a change up. */
export const reload = (command: string): Note => ({
  kind: 'reload',
  of: `${command} secrets reload`,
});

/** Whose command writes its databases. */
export const byCommand = ({ named }: Pick<Snapshot, 'named'>): Note => ({
  kind: 'by_command',
  of: `${named.system.command} secrets apply`,
});
