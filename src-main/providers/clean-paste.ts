import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { stripEnd } from './unwrap-line.ts';

/** The longest paste that is looked at: a few keys and the text around them. Characters. */
export const pasteLimit = 128 * 1024;

export interface PastedLine {
  text: string;
  /** It began with `#`: a remark in a file of settings, or the prompt of root. */
  remark: boolean;
  /** The column in which its text ended: what a terminal cut at its width ends where its neighbours end. */
  end: number;
  /** A shell waited for a command in front of it, so a new text begins here. */
  prompted: boolean;
  /** It says itself that the next line belongs to it, as `\\` does in a shell. */
  continued: boolean;
}

export interface CleanPaste {
  lines: PastedLine[];
  /** What was taken away, in words. */
  cleaned: string[];
}

/** What is replaced before anything is looked at: terminal codes and letters that come from typesetting, not from keys. */
const replacements: readonly (readonly [what: string, pattern: RegExp, by: string])[] = [
  // ECMA-48 control sequences and operating-system commands, with the marks of a bracketed paste.
  [
    telling('terminal codes removed'),
    new RegExp(
      String.raw`\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[@-Z\\^_]?|\^?\[?\[20[01]~`,
      'g',
    ),
    '',
  ],
  [telling('invisible characters removed'), /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ''],
  [
    telling('control characters removed'),
    new RegExp(String.raw`[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]`, 'g'),
    '',
  ],
  [telling('curly quotes made straight'), /[‘’‚‛´]/g, "'"],
  [telling('curly quotes made straight'), /[“”„‟«»]/g, '"'],
  [telling('long dashes made hyphens'), /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-'],
];

const border = {
  left: /^\s*[│┃║╎┆▌▏|]+\s?/,
  right: '│┃║╎┆▐▕| \t',
  rule: /^[\s─━═╌┄╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝╠╣+|-]{3,}$/,
};

/** Shells that wait for the rest of a text that was begun. */
const waiting = /^\s*(?:(?:(?:d|b)?quote|heredoc|cmdsubst)>|>(?:\s?>)?(?!>))\s+/;
const continuation = /\s*[\\↩↵⏎¬]$/;

/** Shells that wait for a command. */
const prompts: readonly RegExp[] = [
  /^\s*[\w.-]{1,64}@[\w.-]{1,64}[^\s$#%>]{0,120}\s?[^\s$#%>]{0,120}[$#%>]\s+/,
  /^\s*PS [^>]{0,240}>\s*/,
  /^\s*[A-Za-z]:\\[^>]{0,240}>\s*/,
  /^\s*(?:[$%❯➜»]|>>>)\s+/,
];

/**
 * A paste without what terminals, boxes, prompts and word processors put around a key, line by line, and what was done
 * in words. Throws `too_large` before looking at more than 128 Ki characters.
 */
export function cleanPaste(text: string): CleanPaste {
  if (text.length > pasteLimit)
    throw new KeywatchError(
      'too_large',
      telling('This paste has {count} KiB and no key is that long; nothing was saved; paste the key alone.', {
        count: Math.round(text.length / 1024),
      }),
    );
  const notes = new Set<string>();
  let plain = text;
  for (const [what, pattern, by] of replacements)
    plain = noted(notes, what, plain, plain.replaceAll(pattern, by));
  plain = noted(notes, telling('wide characters made ordinary'), plain, plain.normalize('NFKC'));
  const lines = plain.split(/\r\n?|[\n\u0085\u2028\u2029]/).map((line) => cleanLine(line, notes));
  return { lines, cleaned: [...notes] };
}

function noted(notes: Set<string>, what: string, before: string, after: string): string {
  // Blanks of another width are blanks all the same: not worth a word.
  if (before !== after && before.replaceAll(/\s/g, ' ').trim() !== after.trim()) notes.add(what);
  return after;
}

function cleanLine(line: string, notes: Set<string>): PastedLine {
  const nothing = { text: '', remark: false, end: 0, prompted: false, continued: false };
  const filled = line.trim().length;
  if (filled === 0) return nothing;
  // What Markdown puts above and below a piece of code.
  if (/^\s*(?:`{3,}|~{3,})[\w-]{0,16}\s*$/.test(line)) {
    notes.add(telling('code marks removed'));
    return nothing;
  }
  // A sign alone is the end of a key rather than a border.
  if (filled > 1 && border.rule.test(line) && /[─━═╭╮╰╯┌┐└┘╔╗╚╝+]/.test(line)) {
    notes.add(telling('box border removed'));
    return nothing;
  }
  const opened = line.replace(border.left, '');
  const inside = noted(notes, telling('box border removed'), line, stripEnd(opened, border.right));
  const end = line.length - opened.length + inside.length;
  const begun = inside.replace(waiting, '');
  let text = begun;
  for (const prompt of prompts) text = text.replace(prompt, '');
  noted(notes, telling('prompt sign removed'), inside, text);
  const remark = /^\s*#/.test(text);
  const bare = text.replace(/^\s*#+\s*/, '').trim();
  const whole = bare.replace(continuation, '');
  return { text: whole, remark, end, prompted: text !== begun, continued: whole !== bare };
}
