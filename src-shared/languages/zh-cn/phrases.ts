import type { Phrases } from '../translation.ts';
import { header } from './header.ts';

/** Simplified Chinese, a file a room. */
export const phrases: Phrases = { ...header };
