import { farthest } from './times.ts';

const isoLike = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const httpDate = /^(?:mon|tue|wed|thu|fri|sat|sun), \d{2} [a-z]{3} \d{4} \d{2}:\d{2}:\d{2} gmt$/i;

function fromNumber(value: number): number | 'invalid' {
  if (value >= 1e12 && value <= farthest) return value;
  if (value >= 1e9 && value <= 1e11) return value * 1000;
  return 'invalid';
}

function fromIso(text: string): number {
  const zoned = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/i.test(text) && text.length > 10;
  const moment = text.replace(/\s?UTC$/i, 'Z').replace(' ', 'T');
  // A moment without a zone is UTC, as machines write it; a bare date already is (ECMA-262, 21.4.1.32).
  return Date.parse(zoned || text.length === 10 ? moment : `${moment}Z`);
}

/**
 * A moment as machines write it, in epoch ms: a number from 1e12 is milliseconds, from 1e9 to 1e11 seconds, a string
 * of digits likewise, else ISO 8601 or an HTTP date. `missing` when there is nothing, `invalid` for all else, zero,
 * negative and what is beyond a date's reach.
 */
export function readMoment(value: unknown): number | 'missing' | 'invalid' {
  if (value === null || value === undefined) return 'missing';
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return 'invalid';
  const text = value.trim();
  if (text === '') return 'missing';
  if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
  const at = isoLike.test(text) ? fromIso(text) : httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) || at <= 0 ? 'invalid' : at;
}
