import { completeSettings } from '../../src-shared/settings.ts';
import type { Settings } from '../../src-shared/contract-schema.ts';
import { checkNotify } from '../alerts/notify-setting.ts';
import type { Keywatch, Patch } from '../core.ts';
import type { StartAtLogin, WindowFile } from '../ports.ts';
import { checkPlainFields } from '../providers/plain-fields.ts';
import { checkVaultServer } from '../secret-stores/vault-server.ts';
import type { Vault } from '../vault/vault.ts';

/** Settings live in the vault, under its MAC; how the window was left does not (D-B32). */
export function createSettingsCalls(parts: {
  vault: Vault;
  windowFile: WindowFile;
  startAtLogin?: StartAtLogin;
  onChange: () => void;
}): Keywatch['settings'] {
  const { vault, windowFile, startAtLogin, onChange } = parts;
  const get = (): Settings => completeSettings(vault.settings());
  return {
    get,
    set(patch) {
      checkNotify(patch.notify ?? null);
      checkVaultServer(patch.vaultServer ?? null);
      checkPlainFields({ config: textsIn(patch.vaultServer ?? {}) });
      const before = get();
      const settings = { ...before, ...given(patch) };
      const starts = settings.startAtLogin === before.startAtLogin ? undefined : startAtLogin;
      // The system is told first: what it refuses is not kept as done.
      starts?.(settings.startAtLogin);
      try {
        vault.setSettings(settings);
      } catch (error) {
        starts?.(before.startAtLogin);
        throw error;
      }
      onChange();
      return settings;
    },
    window: windowFile.read,
    setWindow(patch) {
      const settings = { ...windowFile.read(), ...given(patch) };
      windowFile.write(settings);
      return settings;
    },
  };
}

function given<T extends object>(patch: Patch<T>): Partial<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
}

const textsIn = (fields: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, text]) => (text === null ? [] : [[name, text]])));
