import type { Surroundings } from '../gateways/surroundings.ts';
import type { Form, Setting } from './setting.ts';

/** Where a tool looks for its configuration. */
export type Around = Pick<Surroundings, 'env' | 'home' | 'cwd' | 'platform'>;

/** What a tool gets of the relay. */
export interface Supply {
  /** The access token, which stands where a key would. */
  token: string;
  /** For which providers, by their ids: those of the tool that are meant. */
  providers: readonly string[];
  around: Surroundings;
  /** The address of a provider as this tool wants it. */
  base(provider: string): string;
}

/** What stands there before a tool is connected. */
export interface Seen {
  around: Surroundings;
  /** Its configuration. */
  document: unknown;
  providers: readonly string[];
}

/** A tool that can be pointed at the relay by a configuration of its own. */
export interface Tool {
  id: string;
  name: string;
  form: Form;
  /** The configuration of a person, not of a project; null where nobody but the person knows. */
  file(around: Around): string | null;
  /** What is there where the tool is, if that is not the folder of its configuration. */
  signs?(around: Around): string[];
  /** The providers it asks by an address that can be set, and what follows the relay's own in it. */
  providers: Readonly<Record<string, string>>;
  /** What its configuration is to say. Throws `invalid_input` where it has no room for that. */
  settings(document: unknown, supply: Supply): Setting[];
  /** What a person should know besides. */
  notes?(seen: Seen): string[];
}
