import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { say } from '../../src-shared/say.ts';
import { Icon } from '../parts/glyph.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { acts, type Act } from './acts.ts';
import { findActs, type Group } from './find-acts.ts';
import { isAlone, written } from './keys.ts';
import { recentActs, rememberAct } from './recent.ts';

const heads: Readonly<Record<Group['id'], string>> = {
  recent: say('Recent'),
  here: say('The open profile'),
  acts: say('What can be done'),
  profiles: say('Profiles'),
  found: say('Found'),
};

/** Everything the window can do, found by words. */
export default function Commands() {
  const desk = useDesk();
  const { view, picture, windowSettings } = desk;
  const { singleKeys } = useHeld(windowSettings);
  const profiles = useHeld(picture.profiles);
  const [typed, setTyped] = useState('');
  const [recent] = useState(recentActs);
  const groups = useMemo(() => {
    const can = (act: Act) => act.when?.(desk) ?? true;
    const open = picture.profile(view.details.get() ?? '') ?? null;
    return findActs(typed, { acts: acts.filter(can), profiles, open, recent })
      .map((group) => ({ ...group, acts: group.acts.filter(can) }))
      .filter((group) => group.acts.length > 0);
  }, [desk, picture, view, typed, profiles, recent]);
  const run = (id: string) => {
    const act = groups.flatMap((group) => group.acts).find((each) => each.id === id);
    if (act === undefined) return;
    view.over.set(null);
    rememberAct(act.id);
    void act.run(desk);
  };

  return (
    <ModalOverlay
      className="scrim commands-scrim"
      isOpen
      isDismissable
      onOpenChange={(open) => !open && view.over.set(null)}
    >
      <Modal className="dialog-frame">
        <Dialog className="dialog commands" aria-label={say('Commands')}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField className="commands-search" aria-label={say('Command or profile')} autoFocus>
              <Icon name="search" />
              <Input
                role="combobox"
                aria-expanded
                aria-haspopup="listbox"
                placeholder={say('What to do, or a profile’s name')}
              />
            </SearchField>
            <ListBox
              className="menu commands-list"
              aria-label={say('Commands')}
              onAction={(key) => run(String(key))}
              renderEmptyState={() => <p className="commands-none soft">{say('Nothing has that name.')}</p>}
            >
              {groups.map((group) => (
                <ListBoxSection key={group.id} id={`group ${group.id}`}>
                  <Header>{heads[group.id]}</Header>
                  {group.acts.map(({ id, words, keys }) => (
                    <ListBoxItem key={id} id={id} textValue={words} className="menu-line command">
                      <span className="cut">{words}</span>
                      {keys !== undefined && (singleKeys || !isAlone(keys)) && <kbd>{written(keys)}</kbd>}
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ))}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
