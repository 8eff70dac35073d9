import type { Severity } from './contract-keeping.ts';

/** One kind of finding: what it can weigh, and whether `doctor --fix` sets it right. */
interface FindingKind {
  severities: readonly Severity[];
  /** Sometimes: where it is a plain file of this person and nobody else's decision. */
  fixable?: true;
}

/** Every finding of `doctor` and `gateway status`; docs/doctor.md says of each what it means and what to do. */
export const findingKinds = {
  // The vault and its directory.
  vault_missing: { severities: ['bad'] },
  vault_unreadable: { severities: ['bad'] },
  vault_newer: { severities: ['bad'] },
  vault_locked: { severities: ['info'] },
  vault_odd: { severities: ['warn'] },
  older_vault: { severities: ['bad'] },
  damaged_record: { severities: ['bad'] },
  not_protected: { severities: ['warn'] },
  former_ways_in: { severities: ['warn'] },
  no_recovery: { severities: ['info'] },
  no_backups: { severities: ['warn'] },
  backups_unusable: { severities: ['bad'] },
  backup_unreadable: { severities: ['warn'] },
  history_set_aside: { severities: ['info'] },
  loose_mode: { severities: ['bad', 'warn'], fixable: true },
  other_owner: { severities: ['bad'] },
  stale_socket: { severities: ['info'], fixable: true },
  left_over: { severities: ['info'], fixable: true },
  clock_off: { severities: ['warn'] },
  // Profiles, of the vault and of gateways.
  profile_expired: { severities: ['bad', 'warn'] },
  profile_ending: { severities: ['warn'] },
  profile_unusable: { severities: ['bad', 'warn'] },
  profile_missing: { severities: ['bad', 'warn'] },
  profile_ineligible: { severities: ['bad', 'warn'] },
  profile_old: { severities: ['warn'] },
  invalid_expires: { severities: ['bad', 'warn'] },
  duplicate_key: { severities: ['warn'] },
  store_silent: { severities: ['bad', 'warn'] },
  // How gateways keep theirs.
  unreadable: { severities: ['bad'] },
  environment: { severities: ['warn'] },
  plaintext: { severities: ['warn'] },
  leftover: { severities: ['warn'] },
  not_migrated: { severities: ['bad'] },
  no_runtime: { severities: ['warn'] },
  locked: { severities: ['info'] },
  stale_lock: { severities: ['warn'], fixable: true },
  dropped: { severities: ['warn'] },
  seconds: { severities: ['warn'] },
  no_end: { severities: ['info'] },
  shadowed_ref: { severities: ['warn'] },
  unresolved_ref: { severities: ['warn'] },
  unreachable_ref: { severities: ['warn'] },
  order_unknown: { severities: ['warn'] },
  unknown_fields: { severities: ['info'] },
  deprecated_id: { severities: ['warn', 'info'] },
  same_account: { severities: ['warn', 'info'] },
  gateway_not_asked: { severities: ['info'] },
  // What tools would use here.
  shadowed: { severities: ['warn', 'info'] },
  tool_expired: { severities: ['bad'] },
  tool_without: { severities: ['warn', 'info'] },
  variable_odd: { severities: ['warn'] },
  base_url_set: { severities: ['warn', 'info'] },
  // Tools that are connected with the relay.
  relay_closed: { severities: ['warn'] },
  connection_revoked: { severities: ['bad'] },
  connection_changed: { severities: ['bad', 'warn'] },
  connection_sealed: { severities: ['warn'] },
  // Files of tools and shells.
  plaintext_file: { severities: ['warn', 'info'] },
  not_looked_at: { severities: ['info'] },
  // The way out.
  proxy_set: { severities: ['info'] },
  proxy_odd: { severities: ['warn'] },
  proxy_secret: { severities: ['warn'] },
  ca_missing: { severities: ['warn'] },
  ca_unusable: { severities: ['warn'] },
  tls_unverified: { severities: ['bad'] },
  // Services.
  service_without_key: { severities: ['warn'] },
  service_other_key: { severities: ['warn'] },
  service_file_missing: { severities: ['bad'] },
  service_plaintext: { severities: ['warn'] },
  service_unreadable: { severities: ['info'] },
} as const satisfies Record<string, FindingKind>;

export type FindingId = keyof typeof findingKinds;
