import { useEffect, useRef } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useCanChange, useDesk, useHeld } from '../store/desk.ts';
import { checkMany, removeMany, switchMany } from './bulk-acts.ts';
import { AddTag, RemoveTag } from './bulk-tags.tsx';
import type { Row } from './rows.ts';

/** What can be done to all that is picked, below the list. */
export default function BulkBar({ shown }: { shown: readonly Row[] }) {
  const desk = useDesk();
  const { view, unveiled } = desk;
  const picked = useHeld(view.picked);
  const all = useHeld(unveiled.profiles);
  const underWay = useHeld(view.manyUnderWay);
  const canChange = useCanChange();
  const profiles = all.filter(({ id }) => picked?.has(id) === true);
  const off = !canChange || profiles.length === 0;
  const bar = useRef<HTMLDivElement>(null);
  // A button that can no longer be pressed lets go of the focus it had.
  useEffect(() => {
    if (underWay === null && document.activeElement === document.body) bar.current?.focus();
  }, [underWay]);

  return (
    <div ref={bar} tabIndex={-1} className="bulk" role="toolbar" aria-label={say('What is selected')}>
      <b aria-live="polite">
        {underWay === null
          ? say('{count} selected', { count: profiles.length })
          : say('{behind} of {of} done', underWay)}
      </b>
      {profiles.length < shown.length && (
        <Button look="link" onPress={() => view.picked.set(new Set(shown.map(({ id }) => id)))}>
          {say('Select all {count}', { count: shown.length })}
        </Button>
      )}
      <span className="acts">
        <Button size="small" isDisabled={off} onPress={() => void checkMany(desk, profiles)}>
          <Icon name="refresh" small />
          {say('Check')}
        </Button>
        <Button size="small" isDisabled={off} onPress={() => void switchMany(desk, profiles, true)}>
          {say('Enable')}
        </Button>
        <Button size="small" isDisabled={off} onPress={() => void switchMany(desk, profiles, false)}>
          {say('Disable')}
        </Button>
        <AddTag profiles={profiles} isDisabled={off} />
        <RemoveTag profiles={profiles} isDisabled={off} />
        <DialogTrigger>
          <Button size="small" look="danger" isDisabled={off}>
            {say('Remove…')}
          </Button>
          <Popover className="popover" placement="top end" offset={6}>
            <Dialog className="advice" aria-label={say('Remove what is selected')}>
              {({ close }) => (
                <>
                  <b>
                    {say('Remove {count, plural, one {# profile} other {# profiles}}?', {
                      count: profiles.length,
                    })}
                  </b>
                  <p>
                    {say(
                      'They can be taken back for 30 seconds. Older backups keep what they hold, sealed, until they are replaced; what a reference leads to is not touched.',
                    )}
                  </p>
                  <span className="row">
                    <Button
                      look="danger"
                      onPress={() => {
                        close();
                        void removeMany(desk, profiles).then(focusList);
                      }}
                    >
                      {say('Remove')}
                    </Button>
                    <Button look="quiet" onPress={close}>
                      {say('Keep')}
                    </Button>
                  </span>
                </>
              )}
            </Dialog>
          </Popover>
        </DialogTrigger>
        <Button
          look="quiet"
          size="small"
          icon
          aria-label={say('Stop selecting')}
          onPress={() => {
            view.picked.set(null);
            focusList();
          }}
        >
          <Icon name="close" />
        </Button>
      </span>
    </div>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>('.profiles [tabindex="0"]')?.focus();
}
