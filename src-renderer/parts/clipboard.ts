/** What became of a copy: cleared by us later, or left to the person where the clipboard cannot be looked at. */
export type Copied = 'will_clear' | 'stays' | 'refused';

export const clearAfterMs = 30_000;

/**
 * Copies a secret and clears it after 30 s, but only if the clipboard still holds it. Where reading the clipboard is not
 * allowed without a question, nobody can tell, so it is left alone and the person is told.
 */
export async function copySecret(secret: string): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(secret);
  } catch {
    return 'refused';
  }
  if (!(await mayRead())) return 'stays';
  setTimeout(() => void clearIfHeld(secret), clearAfterMs);
  return 'will_clear';
}

/** Copies what is no secret. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function mayRead(): Promise<boolean> {
  try {
    // Not every browser knows this name; those that do not, ask the person each time.
    const name = 'clipboard-read' as PermissionName;
    return (await navigator.permissions.query({ name })).state === 'granted';
  } catch {
    return false;
  }
}

async function clearIfHeld(secret: string): Promise<void> {
  // The clipboard can only be read by a page in front: wait for it rather than give up.
  if (!document.hasFocus()) {
    window.addEventListener('focus', () => void clearIfHeld(secret), { once: true });
    return;
  }
  try {
    if ((await navigator.clipboard.readText()) === secret) await navigator.clipboard.writeText('');
  } catch {
    // The permission was taken back meanwhile: the clipboard is the person's.
  }
}
