/**
 * The words Keywatch uses for what it keeps and what it sees. Every door, document and screen speaks these;
 * their meanings stand in docs/architecture.md.
 */

/** How one answer of a provider is read. */
export const outcomes = [
  'ok',
  'invalid',
  'expired',
  'revoked',
  'forbidden',
  'no_credit',
  'rate_limited',
  'overloaded',
  'server_error',
  'network',
  'intercepted',
  'region_blocked',
  'model_not_found',
  'malformed',
  'unverifiable',
] as const;
export type Outcome = (typeof outcomes)[number];

/** `api_key`, a long-lived bearer `token`, an `oauth` login, or `none` for a local server. */
export const kinds = ['api_key', 'token', 'oauth', 'none'] as const;
export type Kind = (typeof kinds)[number];

/** Where a profile came from. */
export const sources = ['manual', 'environment', 'file', 'claude-code', 'codex', 'gateway'] as const;
export type Source = (typeof sources)[number];

/** Why nobody answered. */
export const transportReasons = ['dns', 'refused', 'reset', 'timeout', 'tls', 'offline', 'other'] as const;
export type TransportReason = (typeof transportReasons)[number];

/** What we believe about a key now. */
export const healthStates = ['unknown', 'healthy', 'cooldown', 'disabled'] as const;
export type HealthState = (typeof healthStates)[number];

/** Why health is what it is; `null` beside it means nothing needs a reason. */
export const healthReasons = [
  'rate_limited',
  'billing',
  'invalid',
  'revoked',
  'expired',
  'forbidden',
  'model_not_found',
] as const;
export type HealthReason = (typeof healthReasons)[number];

export const expiryStates = ['none', 'ok', 'expiring', 'expired'] as const;
export type ExpiryState = (typeof expiryStates)[number];

/** Who told us when a credential ends; where several did, api and jwt win over user, user over file and rule (D-B27). */
export const expirySources = ['api', 'file', 'jwt', 'rule', 'user'] as const;
export type ExpirySource = (typeof expirySources)[number];

/** Why a profile cannot serve now. */
export const unavailableReasons = [
  'disabled_by_user',
  'expired',
  'cooling',
  'disabled',
  'missing_credential',
  'unresolved_ref',
  'unread_ref',
  'invalid_expires',
  'excluded_by_order',
  'vault_locked',
] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

/** A transport into the core. */
export const doors = ['desktop', 'local', 'browser'] as const;
export type Door = (typeof doors)[number];

/** One way to unwrap the vault's data key. */
export const slotTypes = ['safe-storage', 'os-keyring', 'passphrase', 'key-file'] as const;
export type SlotType = (typeof slotTypes)[number];

/** What a vault's key can be put into: a printed recovery code is a passphrase slot of its own kind. */
export const newSlots = [...slotTypes, 'recovery'] as const;
export type NewSlot = (typeof newSlots)[number];

/** How a custom base URL is spoken to. */
export const apis = ['openai', 'anthropic'] as const;
export type Api = (typeof apis)[number];

/** How a secret left the core, or who was let at it: the access log's verbs. */
export const accessActions = ['reveal', 'copy', 'run', 'export', 'serve', 'relay', 'link', 'unlink'] as const;
export type AccessAction = (typeof accessActions)[number];

/** Why the relay turns a request away by itself; docs/relay.md tells what each means. */
export const relayRefusals = [
  'no_token',
  'provider',
  'agent',
  'per_minute',
  'per_day',
  'no_key',
  'resting',
  'login',
  'locked',
  'page',
  'address',
  'fault',
] as const;
export type RelayRefusal = (typeof relayRefusals)[number];

/** Before what kind of change a backup of the vault was made (D-B28). */
export const backupReasons = ['edit', 'migration', 'slots', 'key', 'import', 'restore'] as const;
export type BackupReason = (typeof backupReasons)[number];
