import type { GatewayProfile, GatewayStatus, ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import { shortDate } from '../../src-shared/times.ts';
import { heard, say } from '../../src-shared/say.ts';
import { kindNames } from '../parts/labels.ts';

/** What stands under a gateway's name: how much it stores, and what is wrong with how. */
export function gatewayWords({ generation, profiles, plaintext, findings }: ListedGateway): string {
  return [
    profiles === null
      ? say('Its own command opens its store')
      : say('{count, plural, one {# profile} other {# profiles}}', { count: profiles }),
    plaintext > 0 ? say('{count} in clear', { count: plaintext }) : null,
    findings > 0 ? say('{count, plural, one {# finding} other {# findings}}', { count: findings }) : null,
    generation === null ? null : say('rules of {generation}', { generation }),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

const endsOn = (at: number) => say('ends {date}', { date: shortDate(at) });

const endings: Readonly<Record<GatewayProfile['status'], (profile: GatewayProfile) => string | null>> = {
  ok: ({ expiresAt }) => (expiresAt === null ? null : endsOn(expiresAt)),
  expiring: ({ expiresAt }) => (expiresAt === null ? say('ends soon') : endsOn(expiresAt)),
  expired: () => say('expired'),
  missing: () => say('no secret'),
  static: () => null,
};

/** What stands under a profile: what it is, whether it serves, how it is kept, and what of it is here. */
export function profileWords(profile: GatewayProfile): string {
  const { type, plaintext, ref, linked, storedAs, usable, unusableReason } = profile;
  return [
    kindNames[type],
    endings[profile.status](profile),
    usable
      ? null
      : unusableReason === null
        ? say('not used')
        : say('not used: {why}', { why: heard(unusableReason) }),
    linked ? say('fetched from Keywatch') : ref,
    plaintext ? say('in clear') : null,
    storedAs === null ? null : say('here as {id}', { id: storedAs }),
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
