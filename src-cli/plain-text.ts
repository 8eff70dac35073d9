import { stripVTControlCharacters } from 'node:util';

// Names and messages are other people's text: nothing in them may steer the terminal or turn the reading direction.
const steering = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

/** Someone's text on one line, without anything a terminal would obey. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(steering, ' ').trim();
}
