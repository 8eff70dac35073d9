import { saying } from './say.ts';
import type { RelayRefusal } from './words.ts';

/** The port where tools find the relay that were set up once, unless a person says another. */
export const usualRelayPort = 4141;

/** Why the relay turned a request away, in a few words; said where they are shown. */
export const relayRefusalWords: Readonly<Record<RelayRefusal, string>> = {
  no_token: saying('No valid access token'),
  provider: saying('Token is not for this provider'),
  agent: saying('Token is not for this agent'),
  per_minute: saying('Over the token’s requests a minute'),
  per_day: saying('Over the token’s requests a day'),
  no_key: saying('No key that can serve'),
  resting: saying('Every key is resting'),
  login: saying('Only a login, which is never sent'),
  locked: saying('The vault is locked'),
  page: saying('Web page that no token allows'),
  address: saying('Not an address of the relay'),
  fault: saying('Keywatch could not do it'),
};
