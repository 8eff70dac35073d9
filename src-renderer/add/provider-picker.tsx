import { Button } from 'react-aria-components/Button';
import { ComboBox, Input, Popover } from 'react-aria-components/ComboBox';
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import type { ProviderInfo } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { Icon, Mark } from '../parts/glyph.tsx';

type Named = Pick<ProviderInfo, 'id' | 'name' | 'mark' | 'variables'>;

interface Group {
  readonly id: string;
  readonly title: string;
  readonly providers: readonly Named[];
}

/** Likely ones first, under a title of their own; the rest by name, as nobody knows our order. */
export function grouped(all: readonly Named[], likely: readonly string[]): Group[] {
  const first = likely.flatMap((id) => all.find((one) => one.id === id) ?? []);
  const rest = all
    .filter(({ id }) => !likely.includes(id))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
  return [
    { id: 'likely', title: say('Could be of'), providers: first },
    { id: 'others', title: first.length === 0 ? say('Providers') : say('Others'), providers: rest },
  ].filter(({ providers }) => providers.length > 0);
}

/** Words in small letters, each with a blank in front: people type how a word begins. */
const inWords = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, ' ')
    .trim()}`;

/** What is looked through while one types: the name, and what people know a provider by. */
const searched = ({ id, name, variables }: Named): string =>
  inWords([name, id, ...variables.map((one) => one.replaceAll(/_(?:API|KEY|TOKEN)(?=_|$)/g, ''))].join(' '));

/** One field to find a provider in: by typing, by the arrows, or by looking. */
export function ProviderPicker({
  all,
  likely,
  value,
  onChange,
  autoFocus = false,
  ...ids
}: {
  all: readonly Named[];
  likely: readonly string[];
  value: string;
  onChange(provider: string): void;
  autoFocus?: boolean;
  id: string;
  'aria-describedby': string;
}) {
  const chosen = all.find(({ id }) => id === value);
  const groups = grouped(all, likely);
  const texts = new Map(all.map((one) => [one.name, searched(one)]));
  return (
    <ComboBox
      aria-label={say('Provider')}
      className="picker"
      menuTrigger="focus"
      selectedKey={value === '' ? null : value}
      onSelectionChange={(key) => onChange(key === null ? '' : String(key))}
      defaultFilter={(name, typed) => (texts.get(name) ?? inWords(name)).includes(inWords(typed))}
      defaultItems={groups}
    >
      <span className="picker-field">
        {chosen !== undefined && <Mark letters={chosen.mark} />}
        <Input
          {...ids}
          className="input"
          placeholder={say('Type or choose')}
          spellCheck={false}
          autoFocus={autoFocus}
        />
        <Button className="picker-open" aria-label={say('Show all providers')}>
          <Icon name="down" />
        </Button>
      </span>
      <Popover className="popover picker-list" placement="bottom start" offset={4} maxHeight={256}>
        <section aria-label={say('Providers')}>
          <ListBox<Group>
            className="menu"
            renderEmptyState={() => (
              <p className="picker-none">
                {say('No provider has that name. For any other, choose Custom server.')}
              </p>
            )}
          >
            {({ id, title, providers }) => (
              <ListBoxSection id={id}>
                <Header>{title}</Header>
                <Collection items={providers}>
                  {(one) => (
                    <ListBoxItem id={one.id} textValue={one.name} className="menu-line picker-line">
                      <Mark letters={one.mark} />
                      <span className="cut">{one.name}</span>
                    </ListBoxItem>
                  )}
                </Collection>
              </ListBoxSection>
            )}
          </ListBox>
        </section>
      </Popover>
    </ComboBox>
  );
}
