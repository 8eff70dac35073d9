import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Settings, WindowSettings } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { useCoreState, useDesk, useHeld } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';

/** What is set for this window alone. */
type OfWindow = 'privacy' | 'singleKeys';

/** A setting by its name. */
export type SettingName = keyof Settings | OfWindow;

/** What came of the last change. */
type Came = { readonly of: SettingName } & (
  | { readonly came: 'saving' | 'saved' }
  | { readonly came: 'refused'; readonly why: string }
);

interface Saving {
  readonly settings: Settings;
  /** Why nothing can be changed now, in a sentence; null while it can. */
  readonly whyNot: string | null;
  readonly last: Came | null;
  /** Keeps a change at once; true when it is kept. */
  set(change: Partial<Settings>, of: keyof Settings): Promise<boolean>;
  setWindow(change: Partial<WindowSettings>, of: OfWindow): Promise<void>;
}

const SavingContext = createContext<Saving | null>(null);

/** The settings as they are, and the way to change one. */
export function useSaving(): Saving {
  const saving = use(SavingContext);
  if (saving === null) throw new Error('No settings were opened around this part.');
  return saving;
}

/** Holds what came of the last change for the line that it was made in and for the footer. */
export function SavingSettings({ settings, children }: { settings: Settings; children: ReactNode }) {
  const { connection, windowSettings } = useDesk();
  const { ask, failure } = useAsk();
  const [last, setLast] = useState<{ of: SettingName; came: 'saving' | 'saved' | 'refused' } | null>(null);
  const whyNot = useWhyNot();

  const keep = useCallback(async <T,>(of: SettingName, write: () => Promise<T | null>): Promise<T | null> => {
    setLast({ of, came: 'saving' });
    const answer = await write();
    setLast({ of, came: answer === null ? 'refused' : 'saved' });
    return answer;
  }, []);
  const saving = useMemo<Saving>(() => {
    const came: Came | null =
      last === null
        ? null
        : last.came === 'refused'
          ? { of: last.of, came: 'refused', why: failure?.message ?? noAnswer() }
          : { of: last.of, came: last.came };
    return {
      settings,
      whyNot,
      last: came,
      async set(change, of) {
        if (connection.get().phase !== 'connected') return false;
        return (await keep(of, () => ask((client) => client.settings.set(change)))) !== null;
      },
      async setWindow(change, of) {
        const answer = await keep(of, () => ask((client) => client.settings.setWindow(change)));
        if (answer !== null) windowSettings.set(answer.window);
      },
    };
  }, [settings, whyNot, last, failure, connection, windowSettings, keep, ask]);
  return <SavingContext value={saving}>{children}</SavingContext>;
}

const noAnswer = () => say('Keywatch did not answer; nothing is known to have changed; try again.');

/** Settings lie in the vault, so that nobody changes them unseen: what keeps it shut keeps them as they are. */
function useWhyNot(): string | null {
  const connected = useHeld(useDesk().connection).phase === 'connected';
  const vault = useCoreState()?.vault;
  if (!connected || vault === undefined)
    return say('Keywatch does not answer. Everything stays as it is set until it does.');
  if (vault.state === 'locked')
    return say('The vault is locked, and settings are kept in it. Unlock it to change them.');
  if (vault.state === 'read_only')
    return say('The vault can only be read here, and settings are kept in it. Nothing can be changed.');
  return null;
}
