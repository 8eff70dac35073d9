export { formatReference, parseReference, type Reference } from '../../src-shared/reference.ts';
export { resolveReference, type Resolved, type Sources } from './resolve.ts';
