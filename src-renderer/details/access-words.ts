import type { Access } from '../../src-shared/contract-schema.ts';
import type { AccessAction } from '../../src-shared/words.ts';

/** What was done with a key, as the end of a sentence about somebody. */
export const deeds: Readonly<Record<AccessAction, string>> = {
  reveal: 'looked at it',
  copy: 'copied it',
  run: 'ran with it',
  export: 'exported it',
  serve: 'was handed the key',
};

/** Who got it: a name that a program gives itself, or what is known without. */
export function whoGot({ program, door }: Access): string {
  return program ?? (door === 'local' ? 'A program' : 'You');
}

/** How that is known. Name and number are what the program says of itself. */
export function whoSays({ program, pid, door }: Access): string {
  if (program === null) return door === null ? 'By Keywatch' : `Through the ${door} door`;
  return pid === null ? `${program}, as it says` : `${program}, process ${pid}, as it says`;
}
