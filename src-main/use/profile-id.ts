/**
 * The id of a profile as a SecretRef names it: `anthropic/work` is `anthropic:work`, as names of secrets are commonly
 * written there. Whole ids only: what a beginning means changes with every profile that is added.
 */
export function profileIdOf(name: string): string {
  return name.includes(':') ? name : name.replace('/', ':');
}
