import type { CoreState, Profile } from './contract-schema.ts';
import { providerName } from './provider-names.ts';
import { say } from './say.ts';

/** A provider in trouble, or one host of a provider whose profiles bring their own. */
export type Trouble = CoreState['troubledProviders'][number];

/** Whose trouble it is: "Anthropic", or "Custom at sick.example.com". */
export function troubledName({ provider, host }: Trouble): string {
  const name = providerName(provider);
  return host === null ? name : say('{provider} at {host}', { provider: name, host });
}

/** The profiles in use that go there. */
export function troubledKeys({ profiles }: Trouble, all: readonly Profile[]): Profile[] {
  const there = new Set(profiles);
  return all.filter(({ id, enabled }) => enabled && there.has(id));
}
