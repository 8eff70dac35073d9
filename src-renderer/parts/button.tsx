import { useLayoutEffect, useRef, type ReactNode } from 'react';
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
  autoFocus = false,
  children,
  ...rest
}: Omit<ButtonProps, 'className' | 'children'> & {
  look?: ButtonLook;
  size?: 'small' | 'large';
  icon?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const takesFocus = useRef(autoFocus);
  // Before the page is drawn: the dialog around it would give the focus to its first button meanwhile.
  useLayoutEffect(() => {
    if (takesFocus.current) button.current?.focus();
    takesFocus.current = false;
  }, []);
  const classes = [...looks[look], size, icon ? 'icon' : null, className].filter(Boolean).join(' ');
  return (
    <Base {...rest} ref={button} className={classes}>
      {children}
    </Base>
  );
}
