import type { Learned } from '../../src-shared/fact-words.ts';
import type { Api, Kind, Outcome } from '../../src-shared/words.ts';
import type { Request, Spawn, TransportReason } from '../ports.ts';

/** A known form of a credential. The first shape of all providers that matches names the credential. */
export interface KeyShape {
  kind: Kind;
  /** What a person calls it: "Anthropic API key". */
  label: string;
  /** What the mask keeps: `sk-ant-api03-`. */
  prefix: string;
  /** Signs inside it that keys have not as a rule, such as `:`. */
  signs?: string;
  /** The whole credential; undefined when only the prefix is known. */
  pattern?: RegExp;
  /** Exact number of characters, where the format has one. */
  length?: number;
  /** What a cut-off copy lacks at its end. */
  ending?: string;
  /** Milliseconds such a credential lives from its first day, by rule. */
  lifetimeMs?: number;
  /** Set when this credential must not be stored: why, and what to paste instead. */
  refuse?: string;
  /** What a refused credential is, where it has a name of its own; else it is `not_a_key`. */
  refuseAs?: 'session_token' | 'refresh_token' | 'wrong_kind';
  /** Stored all the same, but said: this credential is for another use than most people want. */
  warn?: string;
  /** A copy of any other length is refused, not only warned of (D-B8): a prefix with a version fixes the length. */
  strict?: boolean;
  /** Keys of others look the same: the form makes this provider a candidate and never names it. */
  ambiguous?: boolean;
  /** False when the characters contradict the checksum inside: a typing error is likely, nothing more. */
  checksum?: (secret: string) => boolean;
}

/** What a probe needs to know of a profile. */
export interface ProbeSubject {
  kind: Kind;
  api: Api | null;
  baseUrl: string | null;
  config: Readonly<Record<string, string>>;
  /** The tool a linked login belongs to; absent or null where it is not linked. */
  owner?: string | null;
  /** Epoch ms; when this credential was made, as far as known. */
  createdAt: number;
}

/** What the wire gave back for one request, body cut at 64 KiB. */
export interface RawAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  truncated: boolean;
}

export interface TransportFailure {
  failure: TransportReason;
  message: string;
}

/** One answer, read. `message` is redacted and short enough to show. Times are epoch ms. */
export interface Reading {
  outcome: Outcome;
  retryAt: number | null;
  resetAt: number | null;
  expiresAt: number | null;
  /** Set where the end stands in the credential itself, not in the answer. */
  expiryFrom?: 'jwt';
  message: string | null;
  facts: Learned;
}

/** What a provider's own reader may decide; null leaves the answer to the common rules. */
export type ReadException = (
  answer: RawAnswer & { json: unknown },
  /** `host` where it is known who answered. */
  request: { method: string; path: string; host?: string },
  now: number,
  /** What was sent: only its form may be looked at, never its letters shown. */
  secret: string | null,
) => Partial<Reading> | null;

/** A credential that can be asked about by one HTTP request. */
export interface HttpProbe {
  by: 'http';
  /** Throws a KeywatchError when the profile lacks what the question needs (a base URL, a region). */
  request(secret: string | null, subject: ProbeSubject): Request;
}

/** A credential that only its owner's program may be asked about. */
export interface CommandProbe {
  by: 'command';
  ask(secret: string | null, subject: ProbeSubject, spawn: Spawn, now: number): Promise<Reading>;
}

/** A credential that says of itself what can be known: it is read here and sent nowhere. */
export interface LocalProbe {
  by: 'here';
  /** `now` is epoch ms. */
  read(secret: string | null, subject: ProbeSubject, now: number): Reading;
}

/** What a program is given that runs with one of its keys (providers.md §1a); what is absent follows `variables`. */
export interface Tools {
  /** Those of `variables` that take a key, where not all do. */
  secret?: readonly string[];
  /** What takes it instead, by how it begins. */
  secretByPrefix?: Readonly<Record<string, readonly string[]>>;
  /** What takes it instead where it is a token. */
  token?: readonly string[];
  /** Would be read in their place, so they are taken away unless they are given. */
  shadows?: readonly string[];
  /** Tell where its server is, each with the path that its value ends with; by rule `<ID>_BASE_URL`, as it was typed. */
  baseUrl?: Readonly<Record<string, '' | '/v1'>>;
  /** What takes a setting of the profile. */
  settings?: Readonly<Record<string, readonly string[]>>;
  /** They take the path of a file, never a secret. */
  takesFile?: true;
}

/** One provider: facts first. One file each. */
export interface Provider {
  id: string;
  name: string;
  /** Two letters for its mark in the table, written as a chemical element's. */
  mark: string;
  /** Other ids people use for it, in selectors only. */
  aliases?: readonly string[];
  kinds: readonly Kind[];
  /** Environment variables its tools read, canonical one first. */
  variables: readonly string[];
  tools?: Tools;
  /** Variables whose value is its secret but should not be used as people use keys: what to say of each. */
  warnedVariables?: Readonly<Record<string, string>>;
  shapes: readonly KeyShape[];
  /** Who signs its web tokens: host names in the claim `iss`. */
  issuers?: readonly string[];
  /** The origin its keys are sent to; null when every profile brings its own. */
  baseUrl: string | null;
  /** Where its server that asks for no key is, when that is elsewhere: on this machine. */
  keylessBaseUrl?: string;
  /** Other hosts that take its keys; one that begins with a dot stands for all below it. */
  hosts?: readonly string[];
  /** The origin that knows the keys used at another of the vendor's hosts; null for a host that knows them itself. */
  asksAt?: (host: string) => string | null;
  /** Set where the origin hangs on a profile's settings: it, or null when they name no place. */
  origin?: (config: ProbeSubject['config']) => string | null;
  probe: HttpProbe | CommandProbe | LocalProbe;
  read?: ReadException;
  /** Asked even about an answer that looks like a stranger's (HTML, a redirect), for named exceptions only (D-B13). */
  readForeign?: ReadException;
  /** Whose questions its server may understand, where a person must say. */
  apis?: readonly Api[];
  /** What it means here when nobody listens at the address. */
  refused?: string;
  /** How far its times without a zone lie from UTC, in ms; undefined when it does not say. */
  zoneOffsetMs?: number;
  /** Milliseconds between scheduled probes at the least. */
  minIntervalMs?: number;
  /** The probe has limits of its own: a 429 delays the next probe and says nothing about the key (D-B11). */
  probeHasOwnLimits?: boolean;
  links: { keys: string | null; billing: string | null; status: string | null };
  proves: string;
  cannotProve: string;
  cost: string;
  /** What a person must agree to before such a secret is stored here. */
  policy?: string;
}
