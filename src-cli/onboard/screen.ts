import { KeywatchError } from '../../src-shared/errors.ts';
import type { Host } from '../command.ts';
import { failureOf } from '../failure.ts';
import { wrapped } from '../page.ts';
import { plain } from '../plain-text.ts';

/** One of several answers. */
export interface Choice<T> {
  value: T;
  label: string;
  hint?: string;
}

/** What the questions of a person's first minutes are asked by. Each throws {@link stopped} on Ctrl-C. */
export interface Screen {
  begins(title: string): void;
  /** A step's heading. */
  step(title: string): void;
  says(text: string): void;
  good(text: string): void;
  bad(text: string): void;
  /** Set apart, as what is to be copied. */
  shows(title: string, text: string): void;
  ends(text: string): void;
  yes(question: string, usual: boolean): Promise<boolean>;
  one<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  /** Any number of them, and none. */
  several<T>(question: string, choices: readonly Choice<T>[]): Promise<T[]>;
  /** What is not shown while it is typed or pasted. */
  secret(question: string): Promise<string>;
}

/** So many answers are seen at once. */
const mostShown = 12;

const what = { stopped: true };

/** What a question throws where a person gives up. */
export const stopped = (): KeywatchError =>
  new KeywatchError('bad_usage', 'stopped; what was done before is kept; run keywatch onboard again', what);

export const isStopped = (thrown: unknown): boolean =>
  thrown instanceof KeywatchError && thrown.details === what;

/** Beside the line that is drawn down the left. Columns. */
const margin = 4;

/** Other people's text broken to the terminal; indented lines are a layout of their own. */
function lines(text: string): string {
  const width = (process.stdout.columns ?? 80) - margin;
  return text
    .split('\n')
    .flatMap((line) =>
      line.startsWith(' ')
        ? [`${/^ */.exec(line)?.[0] ?? ''}${plain(line)}`]
        : wrapped(plain(line), width, 2),
    )
    .join('\n');
}

/** An answer as it is drawn; wrapped, so that any value may be one. */
const shown = <T>({ value, label, hint }: Choice<T>) => ({
  value: { value },
  label: plain(label),
  ...(hint === undefined ? {} : { hint: plain(hint) }),
});

/** Questions on this terminal. What draws them takes a while to load and is loaded here alone. */
export async function terminalScreen(host: Host): Promise<Screen> {
  const clack = await import('@clack/prompts');
  const answered = <T>(answer: T | typeof clack.CANCEL_SYMBOL): T => {
    if (clack.isCancel(answer)) throw stopped();
    return answer as T;
  };
  return {
    begins: (title) => clack.intro(title),
    step: (title) => clack.log.step(title),
    says: (text) => clack.log.message(lines(text)),
    good: (text) => clack.log.success(lines(text)),
    bad: (text) => clack.log.warn(lines(text)),
    shows: (title, text) => clack.note(lines(text), title, { format: (line) => line }),
    ends: (text) => clack.outro(text),
    yes: async (question, usual) =>
      answered(await clack.confirm({ message: lines(question), initialValue: usual })),
    one: async (question, choices) =>
      answered(
        await clack.select({ message: lines(question), options: choices.map(shown), maxItems: mostShown }),
      ).value,
    several: async (question, choices) =>
      answered(
        await clack.multiselect({
          message: lines(question),
          options: choices.map(shown),
          required: false,
          maxItems: mostShown,
        }),
      ).map(({ value }) => value),
    async secret(question) {
      try {
        // Ours takes a paste that is wrapped over several lines.
        return (await host.askSecret(`│  ${question}`)).trim();
      } catch (thrown) {
        throw failureOf(thrown).code === 'bad_usage' ? stopped() : thrown;
      }
    },
  };
}

/** The command's host, whose questions are asked here too. */
export function hostOn(screen: Screen, host: Host): Host {
  return {
    ...host,
    terminal: host.terminal,
    warn: (sentence) => screen.bad(sentence),
    write: (text) => screen.says(text.trimEnd()),
    askYes: (question) => screen.yes(question, false),
    askSecret: (question) => screen.secret(question),
  };
}
