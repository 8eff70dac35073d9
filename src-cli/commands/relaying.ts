/** The commands of the relay: one chunk, loaded when one of them is asked for. */
export { connect } from './connect.ts';
export { relay, relayStatus, relayStop } from './relay.ts';
export { relayTokenAdd, relayTokenList, relayTokenRevoke } from './relay-token.ts';
