import type { Phrases } from '../translation.ts';
import { header } from './header.ts';
import { states } from './states.ts';

/** Simplified Chinese, a file a room. */
export const phrases: Phrases = { ...header, ...states };
