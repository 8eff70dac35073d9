import type { Alert, Profile, WindowSettings } from '../../src-shared/contract-schema.ts';
import { coverNames } from '../../src-shared/cover-names.ts';
import { say } from '../../src-shared/say.ts';
import type { Picture } from './picture.ts';
import type { Seen } from './signal.ts';

/** Where a browser remembers that privacy is wanted, so that a window that opens shows no name first. */
export const privacyKey = 'keywatch.privacy';

const hidden = '••••';

/**
 * The picture as others may see it: while privacy is wanted, names are numbers and whatever leads to an account or a key
 * is not in it at all, so that nothing that reads the picture can show or say it.
 */
export function createVeil(picture: Picture, windowSettings: Seen<WindowSettings>): Picture {
  const isPrivate = () => windowSettings.get().privacy;
  const numbers = new Map<string, number>();
  const veiledProfiles = new WeakMap<Profile, Profile>();

  const nameOf = (id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return say('Profile {number}', { number });
  };
  const veiled = (profile: Profile): Profile => {
    const known = veiledProfiles.get(profile) ?? withoutNames(profile, nameOf(profile.id));
    veiledProfiles.set(profile, known);
    return known;
  };
  const both = (listen: (listener: () => void) => () => void) => (listener: () => void) => {
    const leave = [listen(listener), windowSettings.subscribe(listener)];
    return () => {
      for (const stop of leave) stop();
    };
  };
  const seen = <T extends object>({ get, subscribe }: Seen<T>, cover: (value: T) => T): Seen<T> => {
    const covered = new WeakMap<T, T>();
    return {
      subscribe: both(subscribe),
      get() {
        const value = get();
        if (!isPrivate()) return value;
        const known = covered.get(value) ?? cover(value);
        covered.set(value, known);
        return known;
      },
    };
  };

  return {
    ...picture,
    profiles: seen(picture.profiles, (profiles) => profiles.map(veiled)),
    alerts: seen(picture.alerts, (alerts) => alerts.map((alert) => unnamed(alert, picture, nameOf))),
    profile(id) {
      const profile = picture.profile(id);
      return profile === undefined || !isPrivate() ? profile : veiled(profile);
    },
    subscribeProfile: (id, listener) => both((heard) => picture.subscribeProfile(id, heard))(listener),
  };
}

function withoutNames(profile: Profile, name: string): Profile {
  const { mask, reference, lastAnswer } = profile;
  return {
    ...profile,
    name,
    mask: mask === null ? null : hidden,
    reference: reference === null ? null : `${reference.slice(0, reference.indexOf(':') + 1)}${hidden}`,
    lastAnswer: lastAnswer && { ...lastAnswer, message: null },
    fingerprint: null,
    disabledNote: null,
    notes: null,
    baseUrl: null,
    tags: [],
    config: {},
    facts: {},
  };
}

/** A notice speaks of its profile and perhaps of another of the same provider. */
function unnamed(alert: Alert, picture: Picture, nameOf: (id: string) => string): Alert {
  const names = picture.profiles
    .get()
    .filter(({ provider }) => provider === alert.provider)
    .map(({ id, name }) => ({ text: name, stand: nameOf(id) }));
  return { ...alert, title: coverNames(alert.title, names), body: coverNames(alert.body, names) };
}
