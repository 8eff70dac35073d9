import { KeywatchError } from '../../src-shared/errors.ts';
import { everywhere } from '../arguments.ts';
import type { Command, Listed } from '../command.ts';
import { documentOf } from '../documents.ts';

/** What can stand at one place of a command line: after which words, and what. */
interface Place {
  after: string;
  words: readonly string[];
}

/** Every beginning of a command with the words that may follow it, and every command with its options. */
function placesOf(commands: readonly Command[]): Place[] {
  const next = new Map<string, Set<string>>();
  for (const { name } of commands) {
    const words = name.split(' ');
    for (const [at, word] of words.entries()) {
      const after = words.slice(0, at).join(' ');
      next.set(after, (next.get(after) ?? new Set()).add(word));
    }
  }
  for (const { name, options } of commands)
    for (const option of Object.keys({ ...options, ...everywhere }))
      next.set(name, (next.get(name) ?? new Set()).add(`--${option}`));
  return [...next].map(([after, words]) => ({ after, words: [...words] }));
}

// Names of commands and options hold letters and dashes alone (tests/unit/cli/completion.test.ts): none needs a quote.
const shells: Readonly<Record<string, (places: readonly Place[]) => string[]>> = {
  bash: (places) => [
    '_keywatch() {',
    '  local at=1 after="" next',
    '  while [ "$at" -lt "$COMP_CWORD" ]; do',
    '    next="${COMP_WORDS[at]}"',
    '    case "$next" in -*) break ;; esac',
    '    case " $(_keywatch_words "$after") " in *" $next "*) after="${after:+$after }$next" ;; *) break ;; esac',
    '    at=$((at + 1))',
    '  done',
    '  COMPREPLY=($(compgen -W "$(_keywatch_words "$after")" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    '_keywatch_words() {',
    '  case "$1" in',
    ...places.map(({ after, words }) => `    "${after}") echo "${words.join(' ')}" ;;`),
    '  esac',
    '}',
    'complete -o default -F _keywatch keywatch',
  ],
  zsh: (places) => [
    '#compdef keywatch',
    '_keywatch() {',
    '  local -A known=(',
    ...places.map(({ after, words }) => `    "${after === '' ? '-' : after}" "${words.join(' ')}"`),
    '  )',
    '  local after="-" word at',
    '  for ((at = 2; at < CURRENT; at++)); do',
    '    word="${words[at]}"',
    '    [[ "$word" == -* || " ${known[$after]} " != *" $word "* ]] && break',
    '    [[ "$after" == "-" ]] && after="$word" || after="$after $word"',
    '  done',
    '  compadd -- ${(s: :)known[$after]} || _files',
    '}',
    'compdef _keywatch keywatch',
  ],
  fish: (places) => [
    'function __keywatch_after',
    '  set -l typed (commandline -opc)',
    '  set -l words',
    '  for word in $typed[2..-1]',
    "    string match -q -- '-*' $word; and break",
    '    set -a words $word',
    '  end',
    '  set -l said (string join " " -- $words)',
    '  test "$said" = "$argv[1]"; or begin; test -n "$argv[2]"; and string match -q -- "$argv[1] *" "$said"; end',
    'end',
    ...places.flatMap(({ after, words }) => {
      const options = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
      const names = words.filter((word) => !word.startsWith('--'));
      return [
        ...(names.length === 0
          ? []
          : [`complete -c keywatch -n '__keywatch_after "${after}"' -f -a '${names.join(' ')}'`]),
        ...options.map((name) => `complete -c keywatch -n '__keywatch_after "${after}" more' -l ${name}`),
      ];
    }),
  ],
};

/** `completion` over a table of commands, itself included: a script for the shell that is named. */
export function completionCommand(listed: readonly Listed[]): Command {
  return {
    name: 'completion',
    says: 'A script by which a shell completes commands and options',
    takes: Object.keys(shells).join('|'),
    words: { least: 1, most: 1 },
    options: {},
    notes: [
      'bash: source <(keywatch completion bash)',
      'zsh: source <(keywatch completion zsh), after compinit',
      'fish: keywatch completion fish | source',
    ],
    async run(asked) {
      const shell = asked.words[0] ?? '';
      const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
      if (script === undefined)
        throw new KeywatchError(
          'bad_usage',
          `that shell is not known here; nothing was printed; say one of: ${Object.keys(shells).join(', ')}`,
        );
      const lines = script(placesOf(await Promise.all(listed.map((each) => each.load()))));
      return {
        document: documentOf('completion', { shell, script: `${lines.join('\n')}\n` }),
        lines: () => lines,
      };
    },
  };
}
