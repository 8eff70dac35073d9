import type { ComponentProps } from 'react';
import { useDesk } from '../store/desk.ts';
import type { Open } from '../store/view.ts';
import { Button } from './button.tsx';

/** A button that opens another dialog in the place of this one; whoever closes that is back at the button. */
export function Leads({
  to,
  ...rest
}: { to: Open } & Omit<ComponentProps<typeof Button>, 'onPress' | 'autoFocus'>) {
  const { view } = useDesk();
  return (
    <Button
      {...rest}
      autoFocus={JSON.stringify(view.cameFrom.get()) === JSON.stringify(to)}
      onPress={() => view.lead(to)}
    />
  );
}
