const longest = 64;
const looksSecret = /[A-Za-z0-9_-]{24,}|^(?:sk|gsk|xai|pplx|AIza|AQ)[-_.A-Za-z0-9]{8,}/;

/** What was typed, where an error may repeat it; null where it may be a secret in the wrong place, or is long. */
export function repeatable(typed: string): string | null {
  return typed.length <= longest && !looksSecret.test(typed) ? typed : null;
}
