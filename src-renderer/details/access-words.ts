import type { Access } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import type { AccessAction, Door } from '../../src-shared/words.ts';

const deeds: Readonly<Record<AccessAction, (who: string) => string>> = {
  reveal: (who) => say('{who} looked at it', { who }),
  copy: (who) => say('{who} copied it', { who }),
  run: (who) => say('{who} ran with it', { who }),
  export: (who) => say('{who} exported it', { who }),
  serve: (who) => say('{who} was handed the key', { who }),
  relay: (who) => say('{who} used it through the relay', { who }),
  link: (who) => say('{who} let a gateway fetch it', { who }),
  unlink: (who) => say('{who} put it back into a gateway in clear', { who }),
};

const doors: Readonly<Record<Door, string>> = {
  desktop: say('Through the desktop door'),
  local: say('Through the local door'),
  browser: say('Through the browser door'),
};

/** Who got a key and what for: a name that a program gives itself, or what is known without. */
export function whatWasDone({ action, program, door }: Access): string {
  return deeds[action](program ?? (door === 'local' ? say('A program') : say('You')));
}

/** How that is known. Name and number are what the program says of itself. */
export function whoSays({ program, pid, door }: Access): string {
  if (program === null) return door === null ? say('By Keywatch') : doors[door];
  return pid === null
    ? say('{program}, as it says', { program })
    : say('{program}, process {pid}, as it says', { program, pid: String(pid) });
}
