import type { Phrases } from '../translation.ts';
import { add } from './add.ts';
import { explain } from './explain.ts';
import { header } from './header.ts';
import { states } from './states.ts';

/** Simplified Chinese, a file a room. */
export const phrases: Phrases = { ...add, ...explain, ...header, ...states };
