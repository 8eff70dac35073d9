import { AddDialog } from './add/add-dialog.tsx';
import { AddServer } from './add/add-server.tsx';
import { ReplaceDialog } from './add/replace-dialog.tsx';
import { EditDialog } from './details/edit-dialog.tsx';
import { lazyPart } from './parts/boundary.tsx';
import type { Open } from './store/view.ts';

const ExplainDialog = lazyPart(() => import('./explain/explain-dialog.tsx'));

/** The one dialog that lies over the window. */
export default function Over({ open }: { open: Open }) {
  if (open.kind === 'add') {
    const { way, provider } = open;
    return way === 'no-key' ? <AddServer /> : <AddDialog way={way} provider={provider} />;
  }
  if (open.kind === 'explain') return <ExplainDialog about={open.about} />;
  if (open.kind === 'edit') return <EditDialog id={open.id} />;
  return <ReplaceDialog id={open.id} />;
}
