import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { TransportError, type Notifier, type Spawn } from '../ports.ts';

const shownWithinMs = 10_000;

/** The program by which each system shows a notice, and how it is told; the text is never part of a script. */
const programs: Partial<Record<NodeJS.Platform, (title: string, body: string) => [string, string[]]>> = {
  // A server of notices may read the body as markup: https://specifications.freedesktop.org/notification-spec/latest/markup.html
  linux: (title, body) => ['notify-send', ['--app-name=Keywatch', '--', title, withoutMarkup(body)]],
  darwin: (title, body) => [
    '/usr/bin/osascript',
    [
      '-e',
      'on run argv',
      '-e',
      'display notification (item 2 of argv) with title (item 1 of argv)',
      '-e',
      'end run',
      '--',
      title,
      body,
    ],
  ],
};

const withoutMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Notices by a program of the desktop, for a Keywatch without a window of its own: only where a person chose it. */
export function desktopProgram(spawn: Spawn, platform: NodeJS.Platform): Notifier {
  return {
    shows: false,
    async show({ title, body }) {
      const program = programs[platform];
      if (program === undefined)
        throw cannot(
          telling('no program of this system shows notices for Keywatch'),
          telling('start the app, or choose another way'),
        );
      const [command, args] = program(plain(title), plain(body));
      const { code } = await spawn(command, args, { timeoutMs: shownWithinMs }).catch((error: unknown) => {
        const why =
          error instanceof TransportError
            ? error.message
            : telling('{command} could not be started', { command });
        throw cannot(why, telling('install it (libnotify), or choose another way'));
      });
      if (code !== 0)
        throw cannot(
          telling('{command} ended with {code}: there may be no desktop where Keywatch runs', {
            command,
            code,
          }),
          telling('choose another way'),
        );
    },
  };
}

/** No program can be given a NUL. */
const plain = (text: string) => text.replaceAll('\0', ' ');

function cannot(why: string, what: string): KeywatchError {
  return new KeywatchError(
    'unreachable',
    telling('{why}; the notice is told again later; {what} with keywatch notify', { why, what }),
  );
}
