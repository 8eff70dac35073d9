import { createHash } from 'node:crypto';
import type { Clipboard } from 'electron';
import type { Keywatch } from '../core.ts';
import type { Clock, Log } from '../ports.ts';
import type { ShellWindow } from './window.ts';

/** The window shows a secret for 20 s and clears a copied one after 30 s: both times with a margin. Milliseconds. */
const shownMs = 25_000;
const copiedMs = 32_000;
/** A recovery code is shown once, for as long as it takes to write it down. Milliseconds. */
const codeMs = 10 * 60_000;

export interface GuardedReveals {
  /** The core as the window has it. */
  keywatch: Keywatch;
  /** Clears the clipboard at once, if it still holds the secret that the window was last given to copy. Never rejects. */
  clearClipboard(): Promise<void>;
}

/**
 * What the window is given to show stays out of pictures of the screen, from before it has it, and all of it while a
 * person wants privacy; what it is given to copy leaves the clipboard also when the page that copied it is gone by then, or is not in front.
 */
export function guardReveals(
  keywatch: Keywatch,
  parts: {
    window: Pick<ShellWindow, 'hideFromPictures' | 'keepFromPictures'>;
    clipboard: Pick<Clipboard, 'readText' | 'clear'>;
    clock: Clock;
    log: Log;
    /** A person wants privacy, or no more: what else shows names looks again. */
    onPrivacy: (isWanted: boolean) => void;
  },
): GuardedReveals {
  const { window, clipboard, clock, log } = parts;
  /** Of the secret that may lie in the clipboard: enough to know it by. */
  let copied: string | null = null;
  let stopWaiting: (() => void) | null = null;

  window.keepFromPictures(keywatch.settings.window().privacy);

  const clearClipboard = async () => {
    stopWaiting?.();
    const mark = copied;
    copied = null;
    if (mark === null) return;
    try {
      if (markOf(await clipboard.readText()) === mark) clipboard.clear();
    } catch (error) {
      log.warn('The clipboard could not be cleared', {
        error: error instanceof Error ? error.name : typeof error,
      });
    }
  };

  return {
    keywatch: {
      ...keywatch,
      profiles: {
        ...keywatch.profiles,
        async reveal(id, caller) {
          const secret = await keywatch.profiles.reveal(id, caller);
          if (caller.action === 'copy') {
            copied = markOf(secret);
            stopWaiting?.();
            stopWaiting = clock.after(copiedMs, () => void clearClipboard());
          } else window.hideFromPictures(shownMs);
          return secret;
        },
      },
      settings: {
        ...keywatch.settings,
        setWindow(patch) {
          const settings = keywatch.settings.setWindow(patch);
          window.keepFromPictures(settings.privacy);
          if (patch.privacy !== undefined) parts.onPrivacy(settings.privacy);
          return settings;
        },
      },
      vault: {
        ...keywatch.vault,
        async protect(input) {
          const done = await keywatch.vault.protect(input);
          if (done.recoveryCode !== null) window.hideFromPictures(codeMs);
          return done;
        },
      },
    },
    clearClipboard,
  };
}

/** Runs `forget` each time the vault locks. Gives back a way to stop. */
export function forgetWhenLocked(keywatch: Keywatch, forget: () => Promise<void>): () => void {
  const isLocked = () => keywatch.state().vault.state === 'locked';
  let locked = isLocked();
  return keywatch.observe(({ what }) => {
    if (what !== 'state' || locked === isLocked()) return;
    locked = !locked;
    if (locked) void forget();
  });
}

function markOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
