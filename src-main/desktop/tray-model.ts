import type { CoreState, Profile } from '../../src-shared/contract-schema.ts';
import { relativeTime } from '../../src-shared/times.ts';
import type { Place } from './window.ts';

/** What the tray shows the worst state as; shape tells it, colour only repeats it. */
export const trayShapes = ['check', 'triangle', 'cross', 'pause', 'hollow'] as const;
export type TrayShape = (typeof trayShapes)[number];

/** What a line of the menu does. Times are epoch ms. */
export type TrayAct =
  | { do: 'open'; place?: Place }
  | { do: 'check' }
  | { do: 'pause'; until: number | null }
  | { do: 'resume' }
  | { do: 'quit' };

export type TrayLine =
  | { line: 'text'; label: string }
  | { line: 'separator' }
  | { line: 'act'; label: string; act: TrayAct }
  | { line: 'more'; label: string; lines: TrayLine[] };

export interface TrayModel {
  shape: TrayShape;
  tooltip: string;
  menu: TrayLine[];
}

export interface TrayFacts {
  /** The header's own sentence. */
  sentence: string;
  state: CoreState;
  profiles: readonly Profile[];
}

/** More would hide the acts below them. */
const mostProfiles = 5;
const longestName = 32;
const hourMs = 3_600_000;

interface Concern {
  shape: 'cross' | 'triangle';
  /** Most urgent first: stopped, expired, then what ends soonest. */
  rank: number;
  words: string;
}

/**
 * The tray as data: the worst state as a shape, the header's sentence, and the menu. The sentence is also the first line
 * of the menu, because some desktops never show a tooltip.
 */
export function trayModel({ sentence, state, profiles }: TrayFacts, now: number): TrayModel {
  const concerns = profiles
    .flatMap((profile) => {
      const concern = concernOf(profile, now);
      return concern === null ? [] : [{ profile, concern }];
    })
    .toSorted((a, b) => a.concern.rank - b.concern.rank || ends(a.profile) - ends(b.profile));
  const attention = concerns.slice(0, mostProfiles).map(({ profile, concern }): TrayLine => ({
    line: 'act',
    label: `${shortened(profile.name)}: ${concern.words}`,
    act: { do: 'open', place: { at: 'profile', id: profile.id } },
  }));
  return {
    shape: shapeOf(
      concerns.map(({ concern }) => concern.shape),
      state,
      profiles,
    ),
    tooltip: `Keywatch: ${sentence}`,
    menu: [
      { line: 'text', label: sentence },
      { line: 'separator' },
      ...(attention.length === 0 ? [] : [...attention, { line: 'separator' } as const]),
      { line: 'act', label: 'Check now', act: { do: 'check' } },
      pauseLine(state, now),
      { line: 'separator' },
      { line: 'act', label: 'Add credential…', act: { do: 'open', place: { at: 'add' } } },
      { line: 'act', label: 'Open Keywatch', act: { do: 'open' } },
      { line: 'separator' },
      { line: 'act', label: 'Settings…', act: { do: 'open', place: { at: 'settings' } } },
      { line: 'act', label: 'Quit Keywatch', act: { do: 'quit' } },
    ],
  };
}

function shapeOf(shapes: readonly TrayShape[], state: CoreState, profiles: readonly Profile[]): TrayShape {
  if (state.vault.state === 'locked' || state.neverAsks) return 'hollow';
  if (shapes.includes('cross')) return 'cross';
  if (shapes.includes('triangle') || state.troubledProviders.length > 0) return 'triangle';
  const inUse = profiles.filter(({ enabled }) => enabled);
  const paused = state.pausedIndefinitely || state.pausedUntil !== null;
  if (inUse.length > 0 && (paused || inUse.some(({ health }) => health.state === 'cooldown'))) return 'pause';
  return inUse.some(({ health }) => health.state === 'healthy') ? 'check' : 'hollow';
}

/** What a profile in use needs a person for; null when nothing. What a person switched off needs nobody. */
function concernOf(profile: Profile, now: number): Concern | null {
  const { enabled, damaged, health, expiry, unavailableReason } = profile;
  if (!enabled) return null;
  if (damaged) return { shape: 'cross', rank: 0, words: 'damaged' };
  if (unavailableReason === 'missing_credential' || unavailableReason === 'unresolved_ref') {
    return { shape: 'cross', rank: 0, words: 'secret not found' };
  }
  if (health.state === 'disabled')
    return { shape: 'cross', rank: 0, words: health.reason ?? 'stopped working' };
  if (expiry.status === 'expired') {
    return { shape: 'cross', rank: 1, words: `expired ${relativeTime(expiry.expiresAt, now)}` };
  }
  if (expiry.status === 'expiring') {
    return { shape: 'triangle', rank: 2, words: `expires ${relativeTime(expiry.expiresAt, now)}` };
  }
  return null;
}

function pauseLine(state: CoreState, now: number): TrayLine {
  if (state.pausedIndefinitely || state.pausedUntil !== null) {
    return { line: 'act', label: 'Resume checking', act: { do: 'resume' } };
  }
  return {
    line: 'more',
    label: 'Pause checking',
    lines: [
      { line: 'act', label: 'For 1 hour', act: { do: 'pause', until: now + hourMs } },
      { line: 'act', label: 'Until tomorrow', act: { do: 'pause', until: tomorrowMorning(now) } },
      { line: 'act', label: 'Until resumed', act: { do: 'pause', until: null } },
    ],
  };
}

/** Eight in the morning of the next day, local time. Epoch ms. */
function tomorrowMorning(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, 8).getTime();
}

function ends({ expiry }: Profile): number {
  return expiry.expiresAt ?? Number.MAX_SAFE_INTEGER;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= longestName
    ? name
    : `${letters
        .slice(0, longestName - 1)
        .join('')
        .trimEnd()}…`;
}
