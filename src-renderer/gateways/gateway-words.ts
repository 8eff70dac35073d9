import type { GatewayProfile, GatewayStatus, ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import { shortDate } from '../../src-shared/times.ts';
import { kindNames } from '../parts/labels.ts';

const several = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/** What stands under a gateway's name: how much it stores, and what is wrong with how. */
export function gatewayWords({ generation, profiles, plaintext, findings }: ListedGateway): string {
  return [
    profiles === null ? 'Its own command opens its store' : several(profiles, 'profile'),
    plaintext > 0 ? `${plaintext} in clear` : null,
    findings > 0 ? several(findings, 'finding') : null,
    generation === null ? null : `rules of ${generation}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

const endings: Readonly<Record<GatewayProfile['status'], (profile: GatewayProfile) => string | null>> = {
  ok: ({ expiresAt }) => (expiresAt === null ? null : `ends ${shortDate(expiresAt)}`),
  expiring: ({ expiresAt }) => (expiresAt === null ? 'ends soon' : `ends ${shortDate(expiresAt)}`),
  expired: () => 'expired',
  missing: () => 'no secret',
  static: () => null,
};

/** What stands under a profile: what it is, whether it serves, how it is kept, and what of it is here. */
export function profileWords(profile: GatewayProfile): string {
  const { type, plaintext, ref, linked, storedAs, usable, unusableReason } = profile;
  return [
    kindNames[type],
    endings[profile.status](profile),
    usable ? null : `not used: ${unusableReason ?? 'unknown'}`,
    linked ? 'fetched from Keywatch' : ref,
    plaintext ? 'in clear' : null,
    storedAs === null ? null : `here as ${storedAs}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** What a press can still take over. */
export const isNew = ({ linked, storedAs }: GatewayProfile): boolean => !linked && storedAs === null;

export const findingSigns: Readonly<
  Record<GatewayStatus['findings'][number]['severity'], { readonly shape: Glyph; readonly tone: Tone }>
> = {
  bad: { shape: 'cross', tone: 'bad' },
  warn: { shape: 'triangle', tone: 'warn' },
  info: { shape: 'hollow', tone: 'none' },
};
