import { labelled, type Labels, type Sample } from './tally.ts';

/** What is added to a family's name where its samples stand, by its type (OpenMetrics 1.0). */
const suffixes = { gauge: '', counter: '_total', info: '_info', stateset: '' } as const;

/** Metrics of one name: what they mean, and what they are now. */
export interface Family {
  /** Without the suffix of its type; with its unit at the end. */
  name: string;
  type: keyof typeof suffixes;
  unit?: 'seconds';
  /** One sentence. */
  help: string;
  samples: readonly Sample[];
}

/** What OpenMetrics text is sent as. */
export const contentType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Families as OpenMetrics text; those without a sample are left out. Rules: the OpenMetrics specification 1.0, "Text format".
 */
export function exposition(families: readonly Family[]): string {
  const lines: string[] = [];
  for (const { name, type, unit, help, samples } of families) {
    if (samples.length === 0) continue;
    lines.push(`# TYPE ${name} ${type}`);
    if (unit !== undefined) lines.push(`# UNIT ${name} ${unit}`);
    lines.push(`# HELP ${name} ${help}`);
    const named = name + suffixes[type];
    for (const { labels, value } of samples) lines.push(`${named}${labels && `{${labels}}`} ${value}`);
  }
  lines.push('# EOF', '');
  return lines.join('\n');
}

/** A number about no one thing. */
export function single(value: number | boolean): Sample[] {
  return [{ labels: '', value: Number(value) }];
}

/** Facts that are words: always 1. */
export function fact(labels: Labels): Sample[] {
  return [{ labels: labelled(labels), value: 1 }];
}

/** A moment or a duration of ours, as metrics tell it. Milliseconds to seconds. */
export function seconds(ms: number): number {
  return ms / 1_000;
}
