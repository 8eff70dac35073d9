import { useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { Field } from '../add/field.tsx';
import { Button } from '../parts/button.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { AccessList } from './access-list.tsx';
import { most, useAccessLog } from './use-access-log.ts';

/** The choice that leaves out nobody. */
const everyProfile = '';

/** When a key left Keywatch, which and to whom: of every profile, or of one, also of one that is gone. */
export default function AccessLogDialog() {
  const { view, picture, windowSettings } = useDesk();
  const { privacy } = useHeld(windowSettings);
  const names = new Map(useHeld(picture.profiles).map(({ id, name }) => [id, name]));
  const [profile, setProfile] = useState(everyProfile);
  const all = useAccessLog(null);
  const one = useAccessLog(profile === everyProfile ? null : profile);
  const { entries, failure } = profile === everyProfile ? all : one;
  const nameOf = (id: string) =>
    names.get(id) ?? (privacy ? say('A removed profile') : say('{id}, removed', { id }));
  const known = [...new Set([...names.keys(), ...(all.entries ?? []).map(({ id }) => id)])];
  const close = () => view.back();

  return (
    <Dialog
      title={say('Access log')}
      onClose={close}
      says={<DialogSays failure={failure?.message ?? null} otherwise={remark(entries?.length ?? 0)} />}
      acts={
        <Button size="large" onPress={close}>
          {say('Close')}
        </Button>
      }
    >
      <Field label={say('Profile')}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={profile}
            onChange={(event) => setProfile(event.target.value)}
          >
            <option value={everyProfile}>{say('Every profile')}</option>
            {known.map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {entries !== null &&
        (entries.length === 0 ? (
          <p className="dim">{say('No key has left Keywatch.')}</p>
        ) : (
          <AccessList key={profile} entries={entries} nameOf={nameOf} />
        ))}
    </Dialog>
  );
}

function remark(count: number): string {
  if (count === most) return say('The {count} newest', { count });
  return count === 0 ? '' : say('Programs are named as they name themselves');
}
