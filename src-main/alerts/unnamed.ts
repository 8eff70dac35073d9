import type { Profile } from '../../src-shared/contract-schema.ts';
import { coverNames } from '../../src-shared/cover-names.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import type { Notifier } from '../ports.ts';

type Shown = Parameters<Notifier['show']>[0];

/** A notice as others who look on may see it: profiles are called by their providers, as in the tray. */
export function unnamed(
  notice: Shown,
  profiles: readonly Pick<Profile, 'id' | 'name' | 'provider'>[],
): Shown {
  const names = profiles.flatMap(({ id, name, provider }) =>
    [id, name].map((text) => ({ text, stand: providerName(provider) })),
  );
  return { ...notice, title: coverNames(notice.title, names), body: coverNames(notice.body, names) };
}
