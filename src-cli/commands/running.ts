/** The commands that run programs with keys: one chunk, loaded when one of them is asked for. */
export { allow } from './allow.ts';
export { claude, run } from './run.ts';
