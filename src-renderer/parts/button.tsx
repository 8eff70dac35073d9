import type { ReactNode } from 'react';
import { Button as Base, type ButtonProps } from 'react-aria-components/Button';

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger' | 'link';

const looks: Record<ButtonLook, readonly string[]> = {
  plain: ['btn'],
  primary: ['btn', 'primary'],
  quiet: ['btn', 'quiet'],
  danger: ['btn', 'quiet', 'danger'],
  link: ['link'],
};

/** A button as the window draws it; `icon` means it shows no word and needs an `aria-label`. */
export function Button({
  look = 'plain',
  size,
  icon = false,
  className = '',
  children,
  ...rest
}: Omit<ButtonProps, 'className' | 'children'> & {
  look?: ButtonLook;
  size?: 'small' | 'large';
  icon?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const classes = [...looks[look], size, icon ? 'icon' : null, className].filter(Boolean).join(' ');
  return (
    <Base {...rest} className={classes}>
      {children}
    </Base>
  );
}
