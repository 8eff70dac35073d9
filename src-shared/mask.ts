const shownAtTheEnd = 4;
const fewest = 12;

/**
 * A secret as it may be shown: its known prefix, an ellipsis, its last four characters. Where fewer than twelve
 * characters follow the prefix, none of them is shown: four of a few would be a good part of the secret.
 */
export function maskSecret(secret: string, prefix: string): string {
  const known = secret.startsWith(prefix) ? prefix : '';
  const rest = Array.from(secret.slice(known.length));
  return `${known}…${rest.length < fewest ? '' : rest.slice(-shownAtTheEnd).join('')}`;
}
