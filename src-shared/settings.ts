import type { Settings, WindowSettings } from './contract-schema.ts';

/** What holds until a person says otherwise. */
export const defaultSettings: Readonly<Settings> = {
  probeIntervalMs: 6 * 3_600_000,
  probesPerDay: 24,
  restWhenLocked: false,
  metered: false,
  notifications: true,
  notify: null,
  quietHours: null,
  ladderDays: [30, 14, 7, 1, 0],
  theme: 'system',
  language: 'system',
  startAtLogin: false,
  updates: 'never',
  closeExplained: false,
  lockAfterIdleMs: null,
  lockOnSuspend: false,
  lockOnScreenLock: false,
  relayPort: null,
  metricsPort: null,
  vaultServer: null,
};

/** What a column of the list may be called: window.json lies in the clear, and a key has no place in it. */
export const columnName = /^[a-z]{1,24}$/i;

export const defaultWindowSettings: Readonly<WindowSettings> = {
  columns: {},
  hidden: [],
  sort: null,
  grouped: true,
  recoveryOffered: false,
  lookedAround: false,
  setupDismissed: false,
  privacy: false,
  singleKeys: true,
};

/** What was set, completed by what holds otherwise. */
export function completeSettings(set: Partial<Settings>): Settings {
  return { ...defaultSettings, ...set };
}

export function completeWindowSettings(set: Partial<WindowSettings>): WindowSettings {
  return { ...defaultWindowSettings, ...set };
}
