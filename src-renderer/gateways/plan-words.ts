import type { GatewayPlan, LinkPlan, UnlinkPlan } from '../../src-shared/contract-gateways.ts';
import { say } from '../../src-shared/say.ts';
import { sentenceOf } from '../protection/slot-words.ts';

/** A profile of a plan, of either kind. */
export type PlanRow = LinkPlan['profiles'][number] | UnlinkPlan['profiles'][number];

/** What becomes of a profile, in a word, and what there is to know of it. */
export function rowWords(row: PlanRow, isPicked: boolean): { word: string; why: string | null } {
  switch (row.state) {
    case 'link':
      return isPicked
        ? { word: say('will be fetched'), why: linkedAs(row) }
        : { word: say('stays in clear'), why: null };
    case 'unlink':
      return isPicked
        ? { word: say('will be put back'), why: null }
        : { word: say('stays linked'), why: null };
    case 'linked':
      return {
        word: say('linked already'),
        why: row.as === null ? null : say('Fetched as {id}.', { id: row.as }),
      };
    case 'left':
      return { word: say('left as it is'), why: whyLeft(row) };
  }
}

function linkedAs({ as, ...row }: PlanRow): string | null {
  if (as === null) return null;
  return 'isNew' in row && row.isNew
    ? say('Comes into the vault as {id}.', { id: as })
    : say('Is in the vault already, as {id}.', { id: as });
}

function whyLeft(row: PlanRow): string | null {
  if ('type' in row && row.type === 'oauth')
    return say('A login is renewed by its gateway, which a copy would break.');
  if ('code' in row && row.code === 'policy_not_agreed') return say('Its terms are not agreed to yet.');
  return sentenceOf(row.why);
}

/** What a person has to agree to before these profiles come into the vault. */
export const policiesOf = ({ profiles }: LinkPlan): string[] => [
  ...new Set(
    profiles.flatMap(({ code, why }) => (code === 'policy_not_agreed' && why !== null ? [why] : [])),
  ),
];

type Note = GatewayPlan['noted'][number];

const before: Readonly<Record<Note['kind'], ((name: string, of: string) => string) | null>> = {
  grants: (name, of) => say('{name} may then fetch these and nothing else: {ids}.', { name, ids: of }),
  copy: (_, of) => say('A key that is linked stands in clear in {path} too, and stays there.', { path: of }),
  by_command: (name, of) =>
    say(
      '{name} keeps them in a database, which its own command alone writes: {of} is run, and it is asked for each key once more, which takes minutes.',
      { name, of },
    ),
  later_agents: (name, of) =>
    say(
      'Every agent of {name} gets its own reference to what they shared: {of}. An agent that is added later has none until this is put back and linked again.',
      { name, of },
    ),
  traces: (name, of) =>
    say(
      '{of} still holds bytes of a key that went out of it, until {name} writes over them: whoever may have read that file may have the key.',
      { name, of },
    ),
  in_clear: () => say('The keys then stand in clear in its store again. They stay in the vault too.'),
  stays: (name) =>
    say('{name} still refers to Keywatch elsewhere: its secret provider, and what it may fetch, stay.', {
      name,
    }),
  left: (_, of) =>
    say('{path} was left by a Keywatch that was ended while it wrote, and is removed.', { path: of }),
  // Told when it is done.
  reload: null,
};

/** What is to be known before a gateway is changed. */
export const notesBefore = ({ noted, name }: GatewayPlan): string[] =>
  noted.flatMap(({ kind, of }) => before[kind]?.(name, of) ?? []);

/** What of a kind a plan has to say. */
export const notedOf = ({ noted }: GatewayPlan, kind: Note['kind']): string[] =>
  noted.flatMap((note) => (note.kind === kind ? [note.of] : []));
