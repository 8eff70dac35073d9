import { Separator } from 'react-aria-components/Menu';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import type { ProviderPage } from '../connection/door.ts';
import { Button } from '../parts/button.tsx';
import { copyText } from '../parts/clipboard.ts';
import { Icon } from '../parts/glyph.tsx';
import { Menu, MenuLine, MenuTrigger } from '../parts/menu.tsx';
import { useCanChange, useDesk, useProvider } from '../store/desk.ts';
import { useOrder } from './use-order.ts';

const pages: readonly { readonly page: ProviderPage; nameOf(provider: string): string }[] = [
  { page: 'keys', nameOf: (provider) => say('{provider}: keys page', { provider }) },
  { page: 'billing', nameOf: (provider) => say('{provider}: billing page', { provider }) },
  { page: 'status', nameOf: (provider) => say('{provider}: status page', { provider }) },
];

/** What is done seldom: edit, copy the id, explain an error, the provider's own pages. */
export function MoreMenu({ profile }: { profile: Profile }) {
  const { view, bridge, notices } = useDesk();
  const info = useProvider(profile.provider);
  const canChange = useCanChange();
  const { siblings, placed, move } = useOrder(profile);
  const place = placed.findIndex(({ id }) => id === profile.id);
  const links = pages.filter(({ page }) => (info?.links[page] ?? null) !== null);
  const act = (key: string) => {
    if (key === 'edit') view.over.set({ kind: 'edit', id: profile.id });
    else if (key === 'first' || key === 'up' || key === 'down') void move(key);
    else if (key === 'explain') view.over.set({ kind: 'explain', about: profile.id });
    else if (key === 'id') {
      void copyText(profile.id).then((copied) =>
        notices.show({
          text: copied
            ? say('{id} was copied.', { id: profile.id })
            : say('This browser refused the clipboard.'),
        }),
      );
    } else if (bridge !== null) {
      const page = links.find((link) => link.page === key)?.page;
      if (page !== undefined) bridge.openPage(profile.provider, page);
    }
  };
  return (
    <MenuTrigger>
      <Button look="quiet" icon aria-label={say('More for {name}', { name: profile.name })}>
        <Icon name="more" />
      </Button>
      <Menu label={say('More for {name}', { name: profile.name })} onAction={act}>
        {canChange && <MenuLine id="edit">{say('Edit…')}</MenuLine>}
        <MenuLine id="id">{say('Copy its id')}</MenuLine>
        <MenuLine id="explain">{say('Explain an error…')}</MenuLine>
        {canChange && siblings.length > 1 && (
          <>
            <Separator className="menu-rule" />
            <MenuLine id="first" isDisabled={place === 0}>
              {say('Serves first')}
            </MenuLine>
            <MenuLine id="up" isDisabled={place <= 0}>
              {say('Move up')}
            </MenuLine>
            <MenuLine id="down" isDisabled={place === -1 || place === placed.length - 1}>
              {say('Move down')}
            </MenuLine>
          </>
        )}
        {links.length > 0 && <Separator className="menu-rule" />}
        {links.map(({ page, nameOf }) => {
          const address = info?.links[page] ?? null;
          return (
            <MenuLine key={page} id={page} {...(bridge === null && address !== null && { href: address })}>
              {nameOf(info?.name ?? profile.provider)}
            </MenuLine>
          );
        })}
      </Menu>
    </MenuTrigger>
  );
}
