/** The commands that give secrets to programs: one chunk, loaded when one of them is asked for. */
export { secretGet } from './secret-get.ts';
export { secretServe } from './secret-serve.ts';
