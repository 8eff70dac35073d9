/** What the core says of itself, and what a person has set. */
import { z } from 'zod';
import { agentName } from './contract-order.ts';
import { profileSchema } from './contract-profile.ts';
import { languages } from './say.ts';
import { columnName } from './settings.ts';
import { slotTypes } from './words.ts';

const at = z.number().nullable();
const text = z.string();

export const protectionSchema = z.object({
  protected: z.boolean(),
  slot: z.enum(slotTypes).nullable(),
  /** The keeper behind the slot, as it names itself (`gnome_libsecret`, `Secret Service`, a file's path). */
  backend: text.nullable(),
  /** One sentence a person can act on; null when there is nothing to say. */
  advice: text.nullable(),
});

export const vaultStates = ['open', 'locked', 'read_only'] as const;

export const vaultSchema = protectionSchema.extend({
  state: z.enum(vaultStates),
  path: text,
  /** Why it is locked or read-only, in a sentence; null when open. */
  reason: text.nullable(),
  /** A recovery code was printed for it; where not, it is offered. */
  recovery: z.boolean(),
});

/** The providers agree that this machine's clock is wrong: ends are judged by theirs. */
export const wrongClockSchema = z.object({
  /** How far it is ahead; negative where it is behind. Milliseconds. */
  offByMs: z.number(),
});

export const summarySchema = z.object({
  total: z.number(),
  available: z.number(),
  healthy: z.number(),
  unknown: z.number(),
  cooldown: z.number(),
  disabled: z.number(),
  expiring: z.number(),
  expired: z.number(),
  missing: z.number(),
});

export const providerStatusSchema = z.object({
  provider: text,
  status: z.enum(['ok', 'expiring', 'expired', 'missing', 'unavailable']),
  next: text.nullable(),
  profiles: z.array(text),
});

export const statusInput = z.object({
  /** Milliseconds that count as "expires soon" for this call; 0 means only what is expired. */
  within: z.number().min(0).optional(),
  provider: z.string().optional(),
  profile: z.string().optional(),
  /** Whose own order holds. */
  agent: agentName.optional(),
});

export const statusSchema = z.object({
  generatedAt: z.number(),
  sentence: text,
  vault: vaultSchema,
  /** Null while this machine's clock is right, as far as providers said. */
  clock: wrongClockSchema.nullable(),
  summary: summarySchema,
  providers: z.array(providerStatusSchema),
  profiles: z.array(profileSchema),
  exit: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

/** What the core is doing beside the profiles: what the header, the tray and the offline state are made of. */
export const coreStateSchema = z.object({
  vault: vaultSchema,
  online: z.boolean(),
  offlineSince: at,
  /** Probing rests until then; null when it runs, `pausedIndefinitely` when it waits for a person. */
  pausedUntil: at,
  pausedIndefinitely: z.boolean(),
  /** KEYWATCH_OFFLINE is set: no provider is ever asked. */
  neverAsks: z.boolean(),
  /** Why nobody is asked but on demand, beside a pause; null when questions go out. */
  restsWhile: z.enum(['asleep', 'locked', 'metered']).nullable(),
  /** On its battery a machine asks half as often. */
  onBattery: z.boolean(),
  /** Why what is seen now is not kept, in words that follow a colon; null while it is. */
  historyFault: text.nullable(),
  lastCheckedAt: at,
  /** Null while this machine's clock is right, as far as providers said. */
  clock: wrongClockSchema.nullable(),
  probing: z.array(text),
  troubledProviders: z.array(
    z.object({
      provider: text,
      /** Which of its hosts, where that is not the one its keys usually go to. */
      host: text.nullable(),
      /** Whose questions go there. */
      profiles: z.array(text),
      /** The first and the newest bad answer, and when it is asked again at the earliest. */
      since: z.number(),
      seenAt: z.number(),
      until: z.number(),
    }),
  ),
  version: text,
  /** What this door's host can do, so that a window hides what is not there. */
  capabilities: z.object({ tray: z.boolean(), loginItem: z.boolean(), notifications: z.boolean() }),
  /** The sample vault: nothing in it is real, and nothing of it stays. */
  sample: z.boolean(),
});

export const alertKinds = ['expiry', 'stopped', 'recovered', 'outage', 'changed'] as const;
export const alertSchema = z.object({
  id: text,
  kind: z.enum(alertKinds),
  severity: z.enum(['good', 'warn', 'bad']),
  /** The profile to open; null when it is about a provider. */
  profile: text.nullable(),
  provider: text,
  title: text,
  body: text,
  at: z.number(),
  snoozedUntil: at,
  /** What the one button does. */
  action: z.enum(['renew', 'replace', 'billing', 'try', 'open']),
});

/** Where something lies that may not stand in the settings, which are kept in clear: `env:NAME` or `file:/path`. */
const kept = z
  .string()
  .max(4096)
  .regex(/^(env|file):./);

/** How notices leave the window, beside those an app shows by itself. */
export const notifySchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('desktop') }),
  /** A program by its absolute path, and its arguments; no shell. */
  z.object({ by: z.literal('command'), command: z.array(z.string().max(4096)).min(1).max(32) }),
  z.object({
    by: z.literal('webhook'),
    /** https, or http to this machine; or where the address lies, for one that is a secret itself. */
    url: z.string().min(1).max(4096),
    /** What the Authorization header says, or null for none. */
    authorization: kept.nullable(),
    form: z.enum(['json', 'ntfy']),
  }),
]);

/** Notices that could not be told: since when, and why, in a sentence. */
export const undeliveredSchema = z.object({ at: z.number(), why: text });

/** What telling came to. */
export const toldSchema = z.object({
  /** Whether there is any way to tell; else nothing was told. */
  tells: z.boolean(),
  told: z.array(alertSchema),
  /** What is due waits until then, for quiet hours. */
  quietUntil: at,
  undelivered: undeliveredSchema.nullable(),
});

/** Whether there is a newer Keywatch, as far as one may look. */
export const updateSchema = z.object({
  version: text,
  /** False where whatever installed it keeps it up to date. */
  looks: z.boolean(),
  /** Null, too, where nobody was asked. */
  newer: z.object({ version: text, url: text }).nullable(),
});

/** What of the system starts this Keywatch with the session, and what would be written for that. */
export const ownServiceSchema = z.object({
  /** Null where Keywatch writes for none, and where the host starts itself. */
  system: z.enum(['systemd', 'launchd']).nullable(),
  /** Whether it answers from here; else it is for a person to type. */
  reached: z.boolean(),
  installed: z.boolean(),
  active: z.boolean(),
  files: z.array(
    z.object({
      path: text,
      text,
      /** What lies there now. */
      state: z.enum(['absent', 'same', 'ours', 'changed', 'foreign']),
    }),
  ),
  /** What a person types instead. */
  command: text,
  /** What starts it now, once nobody else has the data directory; null where nothing would. */
  startNow: text.nullable(),
  mark: text,
});

const setPlace = z
  .string()
  .max(4096)
  .regex(/^(env|file):./);

/** Where a Vault or OpenBao is, and who asks it; what is null is as its own variables say (docs/secret-stores.md). */
export const vaultServerSchema = z.object({
  address: z.string().min(1).max(2048),
  namespace: z.string().min(1).max(512).nullable(),
  caFile: z.string().min(1).max(4096).nullable(),
  /** AppRole; without it a token is used. */
  roleId: z.string().min(1).max(512).nullable(),
  /** Where AppRole is mounted; null: at `approle`. */
  roleMount: z
    .string()
    .max(512)
    .regex(/^[\w-]+(\/[\w-]+)*$/)
    .nullable(),
  /** Where the secret id and the token lie: never here. */
  secretIdAt: setPlace.nullable(),
  tokenAt: setPlace.nullable(),
});

export const settingsSchema = z.object({
  /** Milliseconds between scheduled probes of a healthy key. */
  probeIntervalMs: z
    .number()
    .int()
    .min(15 * 60_000)
    .max(7 * 86_400_000),
  /** How many questions a day the schedule may put about one profile. */
  probesPerDay: z.number().int().min(1).max(96),
  /** Nobody is asked on schedule while the screen is locked. */
  restWhenLocked: z.boolean(),
  /** What goes out costs by its amount: ask on demand only. */
  metered: z.boolean(),
  notifications: z.boolean(),
  /** Null: nothing beside what the app shows. */
  notify: notifySchema.nullable(),
  /** Minutes after local midnight; notices wait until they are over. */
  quietHours: z
    .object({ from: z.number().int().min(0).max(1439), to: z.number().int().min(0).max(1439) })
    .nullable(),
  /** Days before the end at which a notice is due. */
  ladderDays: z.array(z.number().int().min(0).max(365)).max(12),
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', ...languages]),
  startAtLogin: z.boolean(),
  /** Whether newer releases are looked for; nothing is installed without asking. */
  updates: z.enum(['never', 'ask']),
  closeExplained: z.boolean(),
  /** Locks the vault after so long without anybody; null never does. Milliseconds. */
  lockAfterIdleMs: z.number().int().min(60_000).max(86_400_000).nullable(),
  lockOnSuspend: z.boolean(),
  lockOnScreenLock: z.boolean(),
  /** The port that the relay is opened on whenever a Keywatch keeps watch; null: it is not. */
  relayPort: z.number().int().min(1).max(65_535).nullable(),
  /** The port of this machine that metrics are offered on while a Keywatch keeps watch; null: on none. */
  metricsPort: z.number().int().min(1).max(65_535).nullable(),
  vaultServer: vaultServerSchema.nullable(),
});

const column = z.string().regex(columnName);

/** How the window was left; kept in window.json, not in the vault (D-B32). */
export const windowSettingsSchema = z.object({
  columns: z.record(column, z.number()),
  hidden: z.array(column),
  sort: z.object({ column, descending: z.boolean() }).nullable(),
  grouped: z.boolean(),
  /** A recovery code was offered and waved away: it is not offered again. */
  recoveryOffered: z.boolean(),
  /** Somebody looked at what other tools keep here. */
  lookedAround: z.boolean(),
  /** The line about first steps was waved away: it does not come again. */
  setupDismissed: z.boolean(),
  /** Names and masks are not shown, as for others who look on. */
  privacy: z.boolean(),
  /** Single signs, `/` and `?`, do something where nobody types (WCAG 2.1.4). */
  singleKeys: z.boolean(),
});

export type Protection = z.infer<typeof protectionSchema>;
export type VaultState = z.infer<typeof vaultSchema>;
export type Summary = z.infer<typeof summarySchema>;
export type ProviderStatus = z.infer<typeof providerStatusSchema>;
export type Status = z.infer<typeof statusSchema>;
export type CoreState = z.infer<typeof coreStateSchema>;
export type Alert = z.infer<typeof alertSchema>;
export type Notify = z.infer<typeof notifySchema>;
export type Undelivered = z.infer<typeof undeliveredSchema>;
export type Update = z.infer<typeof updateSchema>;
export type OwnService = z.infer<typeof ownServiceSchema>;
export type Told = z.infer<typeof toldSchema>;
export type VaultServerSetting = z.infer<typeof vaultServerSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type WindowSettings = z.infer<typeof windowSettingsSchema>;
