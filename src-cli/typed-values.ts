import { parseDuration, parseExpiry } from '../src-shared/duration.ts';
import { KeywatchError } from '../src-shared/errors.ts';
import { repeatable } from '../src-shared/repeatable.ts';
import type { Asked } from './arguments.ts';
import type { Option } from './command.ts';

/** What people type to say that there is none. */
const none = 'none';

/** Milliseconds of a duration option; undefined where it was not given. Throws `invalid_input` with an example after `lead`. */
export function durationOption(asked: Asked, option: string, lead = ''): number | undefined {
  const typed = asked.text(option);
  if (typed === undefined) return undefined;
  try {
    return parseDuration(typed);
  } catch (cause) {
    throw unreadable(
      `${lead} --${option} is not a duration; nothing was changed; write it like 30d, 12h, 1h30m or 500ms`.trim(),
      cause,
    );
  }
}

/** The same, or null for `none`. */
export function durationOrNone(asked: Asked, option: string): number | null | undefined {
  return asked.text(option) === none ? null : durationOption(asked, option);
}

/** Epoch ms of `DATE|DURATION`, null for `none`, undefined where it was not given. Throws `invalid_input`. */
export function momentOption(asked: Asked, option: string, now: number): number | null | undefined {
  const typed = asked.text(option);
  if (typed === undefined) return undefined;
  if (typed === none) return null;
  try {
    return parseExpiry(typed, now);
  } catch (cause) {
    throw unreadable(
      `--${option} is neither a date nor a duration; nothing was changed; write it like 2027-03-01 or 90d`,
      cause,
    );
  }
}

/** Epoch ms of `DATE|DURATION` in the past: a duration is that long ago. Undefined where it was not given. */
export function sinceOption(asked: Asked, option: string, now: number): number | undefined {
  const typed = asked.text(option);
  if (typed === undefined) return undefined;
  try {
    return now - parseDuration(typed);
  } catch {
    return momentOption(asked, option, now) ?? undefined;
  }
}

/** A port; undefined where none was typed. Throws `bad_usage`. */
export function portOption(asked: Asked, option: string): number | undefined {
  const typed = asked.text(option);
  if (typed === undefined) return undefined;
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new KeywatchError(
    'bad_usage',
    `--${option} is no port number; nothing was started; give one from 1 to 65535, or leave it out`,
  );
}

/** The same, or null for `none`. */
export function portOrNone(asked: Asked, option: string): number | null | undefined {
  return asked.text(option) === none ? null : portOption(asked, option);
}

/** A whole number from 1 to `most`; undefined where it was not given. Throws `bad_usage`. */
export function countOption(asked: Asked, option: string, most: number): number | undefined {
  const typed = asked.text(option);
  if (typed === undefined) return undefined;
  const count = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
  if (count < 1 || count > most)
    throw new KeywatchError(
      'bad_usage',
      `--${option} is a whole number from 1 to ${most}; nothing was changed; write it like --${option} 20`,
    );
  return count;
}

/** A whole number from 1 to `most`, null for `default`, undefined where it was not given. Throws `invalid_input`. */
export function timesOrDefault(asked: Asked, option: string, most: number): number | null | undefined {
  const typed = asked.text(option);
  if (typed === undefined) return undefined;
  if (typed === 'default') return null;
  const times = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  if (times >= 1 && times <= most) return times;
  throw new KeywatchError(
    'invalid_input',
    `--${option} is a whole number from 1 to ${most}, or default; nothing was changed; write it like --${option} 12`,
  );
}

/** The text of an option, null for `none` or nothing, undefined where it was not given. */
export function textOrNone(asked: Asked, option: string): string | null | undefined {
  const typed = asked.text(option);
  return typed === none || typed === '' ? null : typed;
}

/** One of the words an option knows. Throws `bad_usage` naming them. */
export function wordOption<W extends string>(
  asked: Asked,
  option: string,
  words: readonly W[],
): W | undefined {
  const typed = asked.text(option);
  if (typed === undefined) return undefined;
  const word = words.find((each) => each === typed);
  if (word === undefined)
    throw new KeywatchError(
      'bad_usage',
      `--${option} knows other words; nothing was changed; use one of ${words.join(', ')}`,
    );
  return word;
}

/** Whose own order is meant. */
export const agentOption: Option = {
  type: 'string',
  value: 'AGENT',
  says: "One agent's own order, where it has one.",
};

/** The agent that was named; undefined where none was. Throws `invalid_input` for what is no name. */
export function agentOf(asked: Asked): string | undefined {
  const typed = asked.text('agent');
  if (typed === undefined || (/^[A-Za-z0-9][\w.-]{0,63}$/.test(typed) && repeatable(typed) !== null))
    return typed;
  throw new KeywatchError(
    'invalid_input',
    '--agent is no name of an agent; nothing was changed; write it like --agent main',
  );
}

/** A whole id that a new profile is to have; undefined where none was given. Throws `invalid_input` for what is none. */
export function idOption(asked: Asked, option: string): string | undefined {
  const typed = asked.text(option);
  if (typed === undefined || /^[a-z0-9][a-z0-9-]*:[A-Za-z0-9._-]{1,128}$/.test(typed)) return typed;
  throw new KeywatchError(
    'invalid_input',
    `--${option} is no id; nothing was stored; write it as its provider and a name, like openai:work`,
  );
}

/** `NAME=VALUE` options as a record. Throws `bad_usage` for one without a name or `=`. */
export function settingsOption(asked: Asked, option: string): Record<string, string> | undefined {
  const pairs = asked.list(option).map((typed): [string, string] => {
    const at = typed.indexOf('=');
    if (at < 1)
      throw new KeywatchError(
        'bad_usage',
        `--${option} needs a name and a value; nothing was changed; write it like --${option} region=eu-west-1`,
      );
    return [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

/** Tags as typed, empty ones and `none` left out; undefined where none was typed. */
export function tagsOption(asked: Asked, option: string): string[] | undefined {
  if (!asked.has(option)) return undefined;
  const tags = asked
    .list(option)
    .flatMap((typed) => typed.split(','))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '' && tag !== none);
  return [...new Set(tags)];
}

/** The named values that are there: an absent option is no value, not an undefined one. */
export function given<V extends object>(values: V): { [K in keyof V]?: Exclude<V[K], undefined> } {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [K in keyof V]?: Exclude<V[K], undefined> };
}

function unreadable(message: string, cause: unknown): KeywatchError {
  return new KeywatchError('invalid_input', message, {}, { cause });
}
