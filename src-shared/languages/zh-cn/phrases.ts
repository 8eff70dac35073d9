import type { Phrases } from '../translation.ts';
import { accesses } from './accesses.ts';
import { add } from './add.ts';
import { answersTold } from './answers-told.ts';
import { attention } from './attention.ts';
import { calendar } from './calendar.ts';
import { connectTold } from './connect-told.ts';
import { details } from './details.ts';
import { discover } from './discover.ts';
import { discoverTold } from './discover-told.ts';
import { doctor } from './doctor.ts';
import { doctorTold } from './doctor-told.ts';
import { doors } from './doors.ts';
import { errors } from './errors.ts';
import { explain } from './explain.ts';
import { first } from './first.ts';
import { gatewayFindings } from './gateway-findings.ts';
import { gateways } from './gateways.ts';
import { header } from './header.ts';
import { keeping } from './keeping.ts';
import { linkingTold } from './linking-told.ts';
import { locked } from './locked.ts';
import { machineTold } from './machine-told.ts';
import { notices } from './notices.ts';
import { noticesTold } from './notices-told.ts';
import { palette } from './palette.ts';
import { parts } from './parts.ts';
import { profilesTold } from './profiles-told.ts';
import { proofsTold } from './proofs-told.ts';
import { protection } from './protection.ts';
import { providersTold } from './providers-told.ts';
import { relay } from './relay.ts';
import { relayTold } from './relay-told.ts';
import { settings } from './settings.ts';
import { slots } from './slots.ts';
import { states } from './states.ts';
import { storesTold } from './stores-told.ts';
import { table } from './table.ts';
import { transferTold } from './transfer-told.ts';
import { tray } from './tray.ts';
import { vaultTold } from './vault-told.ts';

/** What the core tells in English, which a window hears. */
export const told: Phrases = {
  ...answersTold,
  ...attention,
  ...discoverTold,
  ...doctorTold,
  ...doors,
  ...explain,
  ...gatewayFindings,
  ...linkingTold,
  ...machineTold,
  ...notices,
  ...noticesTold,
  ...profilesTold,
  ...proofsTold,
  ...providersTold,
  ...connectTold,
  ...relayTold,
  ...slots,
  ...states,
  ...storesTold,
  ...transferTold,
  ...vaultTold,
};

/** Simplified Chinese, a file a room. */
export const phrases: Phrases = {
  ...told,
  ...accesses,
  ...add,
  ...calendar,
  ...details,
  ...discover,
  ...doctor,
  ...errors,
  ...first,
  ...gateways,
  ...header,
  ...keeping,
  ...locked,
  ...palette,
  ...parts,
  ...protection,
  ...relay,
  ...settings,
  ...table,
  ...tray,
};
