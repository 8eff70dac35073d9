import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { movedIn } from '../details/move-in-order.ts';
import { copyText } from '../parts/clipboard.ts';
import { removeMany, switchMany } from '../profiles/bulk-acts.ts';
import { reorder } from '../profiles/reorder.ts';
import type { Desk } from '../store/desk.ts';
import { canChange, type Act } from './acts.ts';

/** Opens a profile's details. */
export function goTo({ id, name, provider }: Profile): Act {
  return {
    id: `go ${id}`,
    words: say('Go to {name}', { name }),
    also: `${provider} ${id}`,
    run: ({ view }) => view.details.set(id),
  };
}

/** What can be done with one profile. */
export function actsOf(profile: Profile): readonly Act[] {
  const { id, name, owner, kind, reference } = profile;
  const real = ({ unveiled }: Desk) => {
    const found = unveiled.profile(id);
    return found === undefined ? [] : [found];
  };
  const one = (verb: string, words: string, run: Act['run'], when: Act['when'] = canChange): Act => ({
    id: `${verb} ${id}`,
    words,
    when,
    run,
  });
  const replaceable = owner === null && (kind !== 'none' || reference !== null);
  return [
    one('check', say('Check {name}', { name }), ({ act }) =>
      act((client) => client.probes.test({ ids: [id] })),
    ),
    one('edit', say('Edit {name}…', { name }), ({ view }) => view.over.set({ kind: 'edit', id })),
    one(
      'replace',
      say('Replace the key of {name}…', { name }),
      ({ view }) => view.over.set({ kind: 'replace', id }),
      (desk) => replaceable && canChange(desk),
    ),
    profile.enabled
      ? one('disable', say('Disable {name}', { name }), (desk) => switchMany(desk, real(desk), false))
      : one('enable', say('Enable {name}', { name }), (desk) => switchMany(desk, real(desk), true)),
    one('first', say('{name} serves first', { name }), (desk) =>
      reorder(desk, profile, (listed) => movedIn(listed, id, 'first')),
    ),
    one(
      'copy-id',
      say('Copy the id of {name}', { name }),
      ({ notices }) =>
        copyText(id).then((copied) =>
          notices.show({
            text: copied ? say('The id was copied.') : say('This browser refused the clipboard.'),
          }),
        ),
      ({ windowSettings }) => !windowSettings.get().privacy,
    ),
    one(
      'explain',
      say('Explain an error of {name}…', { name }),
      ({ view }) => view.over.set({ kind: 'explain', about: id }),
      () => true,
    ),
    one('remove', say('Remove {name}', { name }), (desk) => removeMany(desk, real(desk))),
  ];
}
