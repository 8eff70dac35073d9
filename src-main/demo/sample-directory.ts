import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** Asks for the sample vault: `serve --demo`, `npm start -- --demo`, and the app alike. */
export const sampleArgument = '--demo';

/** A new directory that only its owner can enter, below one for things that do not stay. */
export const makeSampleDirectory = (scratch: string): string =>
  mkdtempSync(join(scratch, 'keywatch-sample-'));
