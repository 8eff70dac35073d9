import { completeSettings } from '../../src-shared/settings.ts';
import type { Settings } from '../../src-shared/contract-schema.ts';
import { checkNotify } from '../alerts/notify-setting.ts';
import type { Keywatch, Patch } from '../core.ts';
import type { WindowFile } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';

/** Settings live in the vault, under its MAC; how the window was left does not (D-B32). */
export function createSettingsCalls(parts: {
  vault: Vault;
  windowFile: WindowFile;
  onChange: () => void;
}): Keywatch['settings'] {
  const { vault, windowFile, onChange } = parts;
  const get = (): Settings => completeSettings(vault.settings());
  return {
    get,
    set(patch) {
      checkNotify(patch.notify ?? null);
      const settings = { ...get(), ...given(patch) };
      vault.setSettings(settings);
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
