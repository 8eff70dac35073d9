import { useMemo, type ReactNode } from 'react';
import { DeskContext, useDesk } from './desk.ts';

/** Shows what is so, whatever is hidden elsewhere: what a person edits must be seen, or it would be overwritten unseen. */
export function Unveiled({ children }: { children: ReactNode }) {
  const desk = useDesk();
  const unveiled = useMemo(() => ({ ...desk, picture: desk.unveiled }), [desk]);
  return <DeskContext value={unveiled}>{children}</DeskContext>;
}
