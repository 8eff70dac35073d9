import { attentionOf } from '../../src-shared/attention.ts';
import type { CoreState, Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { sentenceOf, signOf, type Sign } from '../../src-shared/sentence.ts';
import { shortName } from '../../src-shared/wording.ts';
import type { Place } from './window.ts';

/** How long a pause lasts, counted from the moment it is chosen, not from when the menu was made. */
export type Pause = 'hour' | 'tomorrow' | 'resumed';

/** What a line of the menu does. */
export type TrayAct =
  | { do: 'open'; place?: Place }
  | { do: 'check' }
  | { do: 'pause'; for: Pause }
  | { do: 'resume' }
  | { do: 'lock' }
  | { do: 'quit' };

export type TrayLine =
  | { line: 'text'; label: string }
  | { line: 'separator' }
  | { line: 'act'; label: string; act: TrayAct }
  | { line: 'more'; label: string; lines: TrayLine[] };

export interface TrayModel {
  /** The worst state, told by shape; colour only repeats it. */
  sign: Sign;
  tooltip: string;
  menu: TrayLine[];
}

const hourMs = 3_600_000;
const separator: TrayLine = { line: 'separator' };

/**
 * The tray as data, from what the core says now. The sentence is also the first line of the menu, because some desktops
 * never show a tooltip.
 */
export function trayModel(profiles: readonly Profile[], state: CoreState, now: number): TrayModel {
  const sentence = sentenceOf(profiles, state, now);
  const attention = attentionLines(profiles, state, now);
  return {
    sign: signOf(profiles, state, now),
    tooltip: say('Keywatch: {sentence}', { sentence }),
    menu: [
      { line: 'text', label: sentence },
      separator,
      ...attention,
      ...(attention.length === 0 ? [] : [separator]),
      ...actLines(state),
      separator,
      { line: 'act', label: say('Settings…'), act: { do: 'open', place: { at: 'settings' } } },
      { line: 'act', label: say('Quit Keywatch'), act: { do: 'quit' } },
    ],
  };
}

function attentionLines(profiles: readonly Profile[], state: CoreState, now: number): TrayLine[] {
  const { lines, more } = attentionOf(profiles, now, {
    troubled: state.troubledProviders,
    clock: state.clock,
  });
  const shown = lines.map(({ who, brief, profile }): TrayLine => {
    const act: TrayAct =
      profile === null ? { do: 'open' } : { do: 'open', place: { at: 'profile', id: profile } };
    return { line: 'act', label: say('{who}: {brief}', { who: shortName(who), brief }), act };
  });
  return more === 0
    ? shown
    : [...shown, { line: 'act', label: say('{count} more…', { count: more }), act: { do: 'open' } }];
}

/** What can be done with the keys; a locked vault gives, asks and takes none. */
function actLines(state: CoreState): TrayLine[] {
  const open: TrayLine = { line: 'act', label: say('Open Keywatch'), act: { do: 'open' } };
  if (state.vault.state === 'locked') {
    const unlock: TrayAct = { do: 'open', place: { at: 'unlock' } };
    return [{ line: 'act', label: say('Unlock…'), act: unlock }, separator, open];
  }
  return [
    { line: 'act', label: say('Check now'), act: { do: 'check' } },
    pauseLine(state),
    separator,
    { line: 'act', label: say('Add credential…'), act: { do: 'open', place: { at: 'add' } } },
    open,
    { line: 'act', label: say('Lock now'), act: { do: 'lock' } },
  ];
}

function pauseLine(state: CoreState): TrayLine {
  if (state.pausedIndefinitely || state.pausedUntil !== null) {
    return { line: 'act', label: say('Resume checking'), act: { do: 'resume' } };
  }
  return {
    line: 'more',
    label: say('Pause checking'),
    lines: [
      { line: 'act', label: say('For 1 hour'), act: { do: 'pause', for: 'hour' } },
      { line: 'act', label: say('Until tomorrow'), act: { do: 'pause', for: 'tomorrow' } },
      { line: 'act', label: say('Until resumed'), act: { do: 'pause', for: 'resumed' } },
    ],
  };
}

/** When a pause chosen now ends; tomorrow begins at eight in the morning, local time. Epoch ms; null: when resumed. */
export function pauseEnd(pause: Pause, now: number): number | null {
  const day = new Date(now);
  const ends: Record<Pause, number | null> = {
    hour: now + hourMs,
    tomorrow: new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, 8).getTime(),
    resumed: null,
  };
  return ends[pause];
}
