import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';

export type Note = GatewayPlan['noted'][number];

const sentences: Readonly<Record<Note['kind'], (name: string, of: string) => string>> = {
  grants: (name, of) => `${name} may then fetch these and nothing else: ${of}.`,
  copy: (_, of) => `A key that is linked stands in clear in ${of} too, and stays there.`,
  in_clear: () => 'The keys then stand in clear in its store again. They stay in the vault too.',
  stays: (name) =>
    `${name} still refers to Keywatch elsewhere: its secret provider, and what it may fetch, stay.`,
  left: (_, of) => `${of} was left by a Keywatch that was ended while it wrote, and is removed.`,
  reload: (name, of) => `${name} takes it up when it is started again, or by: ${of}`,
};

/** The notes of a plan as sentences, for whoever shows no words of its own. */
export const notesOf = (noted: readonly Note[], name: string): string[] =>
  noted.map(({ kind, of }) => sentences[kind](name, of));

/** What a gateway that runs is told to take a change up. */
export const reload = (command: string): Note => ({ kind: 'reload', of: `${command} secrets reload` });
