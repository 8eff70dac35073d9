export { formatReference, parseReference, type Reference } from '../../src-shared/reference.ts';
export { resolveReference } from './resolve.ts';
export type { Resolved, Sources } from './resolved.ts';
