import type { RelayState } from '../../src-shared/contract-relay.ts';
import type { Settings } from '../../src-shared/contract-schema.ts';
import type { LinkingParts } from '../linking/linking-parts.ts';

/** What connects tools with the relay is made with. */
export interface ConnectingParts extends LinkingParts {
  relayState(): RelayState;
  settings: { get(): Settings; set(patch: { relayPort: number | null }): unknown };
  /** Who may use the relay has changed. */
  tokensChanged(): void;
}
