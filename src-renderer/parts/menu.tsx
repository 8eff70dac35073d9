import type { ReactNode } from 'react';
import {
  Header as SectionHeader,
  Menu as MenuBase,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  SubmenuTrigger,
} from 'react-aria-components/Menu';
import { Icon } from './glyph.tsx';

export { MenuTrigger, MenuSection, SectionHeader };

/** The list of a menu, on a raised surface beside its button. */
export function Menu({
  label,
  children,
  onAction,
}: {
  label: string;
  children: ReactNode;
  onAction?: (key: string) => void;
}) {
  return (
    <Popover className="popover" placement="bottom end" offset={4}>
      <MenuBase
        className="menu"
        aria-label={label}
        {...(onAction && { onAction: (key) => onAction(String(key)) })}
      >
        {children}
      </MenuBase>
    </Popover>
  );
}

/** One line of a menu; ticked when it is the choice that holds. */
export function MenuLine({
  id,
  children,
  danger = false,
  isDisabled = false,
  href,
  keys,
}: {
  id: string;
  children: string;
  danger?: boolean;
  isDisabled?: boolean;
  href?: string;
  /** The keys that do the same. */
  keys?: string;
}) {
  return (
    <MenuItem
      id={id}
      className={danger ? 'menu-line danger' : 'menu-line'}
      textValue={children}
      isDisabled={isDisabled}
      {...(href !== undefined && { href, target: '_blank', rel: 'noreferrer' })}
    >
      {({ isSelected }) => (
        <>
          <span className="menu-tick">{isSelected && <Icon name="tick" />}</span>
          {children}
          {keys !== undefined && <kbd>{keys}</kbd>}
        </>
      )}
    </MenuItem>
  );
}

/** A line of a menu that opens another beside it. */
export function Submenu({
  label,
  children,
  onAction,
}: {
  label: string;
  children: ReactNode;
  onAction: (key: string) => void;
}) {
  return (
    <SubmenuTrigger>
      <MenuItem className="menu-line leads" textValue={label}>
        <span className="menu-tick" />
        {label}
        <Icon name="right" small />
      </MenuItem>
      <Popover className="popover" offset={2}>
        <MenuBase className="menu led-to" aria-label={label} onAction={(key) => onAction(String(key))}>
          {children}
        </MenuBase>
      </Popover>
    </SubmenuTrigger>
  );
}
