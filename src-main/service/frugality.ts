/**
 * What the C library of a process that runs for months is told: give back what was freed. Left to itself, glibc takes
 * the largest block it ever saw as its measure and keeps up to 64 MiB of freed memory for good; mallopt(3). Other
 * allocators do not read this.
 */
export const allocator = { MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '16384' } as const;

/**
 * What its engine is told: tidy up after each mebibyte of new objects, not after sixteen. The bytes of a frame lie outside
 * the heap and go with the object that names them; a storm of small frames would pile up tens of mebibytes between two
 * tidyings, and leave the C library with as many holes.
 */
export const engine = ['--max-semi-space-size=1'] as const;
