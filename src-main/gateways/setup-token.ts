/** What a token of `claude setup-token` begins with, and the least the family takes for a whole one. */
const prefix = 'sk-ant-oat01-';
const shortest = 80;

/**
 * What the family finds wrong with a setup token, by its own words; null when it takes it. Keywatch's own rule for storing one
 * is stricter (D-B8): this one only says what a peer would do.
 */
export function setupTokenProblem(typed: string): 'required' | 'prefix' | 'too_short' | null {
  const token = typed.trim();
  if (token === '') return 'required';
  if (!token.startsWith(prefix)) return 'prefix';
  return token.length < shortest ? 'too_short' : null;
}
