import { AddDialog } from './add/add-dialog.tsx';
import { AddServer } from './add/add-server.tsx';
import { ReplaceDialog } from './add/replace-dialog.tsx';
import { EditDialog } from './details/edit-dialog.tsx';
import { lazyPart } from './parts/boundary.tsx';
import { Unveiled } from './store/unveiled.tsx';
import type { Open } from './store/view.ts';

const CalendarDialog = lazyPart(() => import('./calendar/calendar-dialog.tsx'));
const ExplainDialog = lazyPart(() => import('./explain/explain-dialog.tsx'));
const UnlockDialog = lazyPart(() => import('./locked/unlock-dialog.tsx'));
const ProtectionDialog = lazyPart(() => import('./protection/protection-dialog.tsx'));
const BackupsDialog = lazyPart(() => import('./keeping/backups-dialog.tsx'));
const ExportDialog = lazyPart(() => import('./keeping/export-dialog.tsx'));
const AccessLogDialog = lazyPart(() => import('./accesses/access-log-dialog.tsx'));
const GatewaysDialog = lazyPart(() => import('./gateways/gateways-dialog.tsx'));
const DiscoverDialog = lazyPart(() => import('./discover/discover-dialog.tsx'));
const SetupDialog = lazyPart(() => import('./first/setup-dialog.tsx'));
const RelayDialog = lazyPart(() => import('./relay/relay-dialog.tsx'));
const ServiceDialog = lazyPart(() => import('./first/service-dialog.tsx'));
const SettingsDialog = lazyPart(() => import('./settings/settings-dialog.tsx'));
const DoctorDialog = lazyPart(() => import('./doctor/doctor-dialog.tsx'));
const ImportDialog = lazyPart(() => import('./keeping/import-dialog.tsx'));
const Commands = lazyPart(() => import('./palette/commands.tsx'));
const ShortcutsHelp = lazyPart(() => import('./palette/shortcuts-help.tsx'));

/** The one dialog that lies over the window. */
export default function Over({ open }: { open: Open }) {
  switch (open.kind) {
    case 'add':
      return open.way === 'no-key' ? <AddServer /> : <AddDialog way={open.way} provider={open.provider} />;
    case 'explain':
      return <ExplainDialog about={open.about} />;
    case 'edit':
      return (
        <Unveiled>
          <EditDialog id={open.id} />
        </Unveiled>
      );
    case 'replace':
      return <ReplaceDialog id={open.id} />;
    case 'unlock':
      return <UnlockDialog />;
    case 'discover':
      return <DiscoverDialog />;
    case 'setup':
      return <SetupDialog />;
    case 'protection':
      return <ProtectionDialog first={open.page} />;
    case 'backups':
      return <BackupsDialog />;
    case 'export':
      return <ExportDialog />;
    case 'accesses':
      return <AccessLogDialog />;
    case 'calendar':
      return <CalendarDialog />;
    case 'import':
      return <ImportDialog />;
    case 'gateways':
      return <GatewaysDialog first={open.first} links={open.links === true} />;
    case 'relay':
      return <RelayDialog />;
    case 'service':
      return <ServiceDialog />;
    case 'settings':
      return <SettingsDialog page={open.page} />;
    case 'doctor':
      return <DoctorDialog />;
    case 'commands':
      return <Commands />;
    case 'shortcuts':
      return <ShortcutsHelp />;
  }
}
