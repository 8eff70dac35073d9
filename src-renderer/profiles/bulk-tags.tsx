import { useId, useState } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Menu, MenuLine, MenuTrigger } from '../parts/menu.tsx';
import { useDesk } from '../store/desk.ts';
import { tagMany } from './bulk-acts.ts';

interface ForMany {
  profiles: readonly Profile[];
  isDisabled: boolean;
}

const longestTag = 64;

/** Asks for a tag and gives it to all. */
export function AddTag({ profiles, isDisabled }: ForMany) {
  const desk = useDesk();
  const [tag, setTag] = useState('');
  const field = useId();
  return (
    <DialogTrigger onOpenChange={() => setTag('')}>
      <Button size="small" isDisabled={isDisabled}>
        {say('Add tag…')}
      </Button>
      <Popover className="popover" placement="top" offset={6}>
        <Dialog className="advice" aria-label={say('Add a tag')}>
          {({ close }) => (
            <form
              className="field"
              onSubmit={(event) => {
                event.preventDefault();
                const wanted = tag.trim();
                if (wanted === '') return;
                close();
                void tagMany(desk, profiles, wanted, true);
              }}
            >
              <label htmlFor={field}>{say('Tag')}</label>
              <span className="with-act">
                <input
                  id={field}
                  className="input"
                  autoFocus
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={longestTag}
                  placeholder={say('nightly')}
                  value={tag}
                  onChange={(event) => setTag(event.target.value)}
                />
                <Button type="submit" size="large" look="primary" isDisabled={tag.trim() === ''}>
                  {say('Add tag')}
                </Button>
              </span>
            </form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The tags that any of them has; a pressed one is taken from all. */
export function RemoveTag({ profiles, isDisabled }: ForMany) {
  const desk = useDesk();
  const tags = [...new Set(profiles.flatMap((profile) => profile.tags))].sort();
  return (
    <MenuTrigger>
      <Button size="small" isDisabled={isDisabled || tags.length === 0}>
        {say('Remove tag')}
      </Button>
      <Menu label={say('Remove tag')} onAction={(tag) => void tagMany(desk, profiles, tag, false)}>
        {tags.map((tag) => (
          <MenuLine key={tag} id={tag}>
            {tag}
          </MenuLine>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
