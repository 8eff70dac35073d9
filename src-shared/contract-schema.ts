/**
 * The documents that cross a door, checked at run time. Times are epoch milliseconds or null and never omitted
 * (D-B20); the command line prints them as ISO 8601. Import types only outside the core (the renderer's policy
 * refuses what zod compiles, and reading commands must start fast).
 */
export * from './contract-answers.ts';
export * from './contract-history.ts';
export * from './contract-profile.ts';
export * from './contract-state.ts';
