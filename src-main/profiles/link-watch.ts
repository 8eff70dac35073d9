import { KeywatchError } from '../../src-shared/errors.ts';
import type { ChangedLink } from '../alerts/changed-notices.ts';
import type { Linked } from '../selection/profile-view.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { troubleOf } from '../secret-stores/trouble.ts';
import { ledNowhere, resolveSecret } from './ask-profile.ts';
import { asksItsPerson } from './probe-target.ts';
import { isQuiet } from './link-fingerprint.ts';
import type { Parts } from './parts.ts';

/** Links are looked at so often, and so many at once. */
const everyMs = 5 * 60_000;
/** While a store does not give what it keeps. */
const soonerMs = 30_000;
const mostAtOnce = 200;

/** The characters of a fingerprint a door shows (D-B33). */
const shownLength = 8;

/** Notices that the source of a linked profile changed or vanished, by keyed fingerprint: only while the vault is open (D-B33). */
export interface LinkWatch {
  /** Takes in what was read behind a profile's reference; true where there is something new to tell. */
  note(id: string, linked: Linked): boolean;
  /** The links whose secret is another than when they were made. */
  changed(): ChangedLink[];
  /** Reads the links again. */
  look(): Promise<void>;
  start(): void;
  stop(): void;
}

/** A link, until a person makes another of it. */
const key = ({ id, reference, secretAt }: StoredProfile) => `${id}\n${reference}\n${secretAt}`;

export function createLinkWatch(
  parts: Parts & {
    linked: ReadonlyMap<string, Linked>;
    onLinked(id: string, linked: Linked): void;
    /** Something else lies there than a moment ago: what was believed was about another secret. */
    onMoved(id: string): void;
  },
): LinkWatch {
  const { vault, clock, linked } = parts;
  /** What was there when this process first looked, of links that carry no fingerprint of their own. */
  const first = new Map<string, string>();
  /** The last seen, and when it came up. */
  const seen = new Map<string, { fingerprint: string; at: number }>();
  /** Since when nothing is there. */
  const gone = new Map<string, number>();
  let stopTimer: (() => void) | null = null;
  let from = 0;
  let running = false;

  function note(id: string, { fingerprint = null, changedAt, unresolved }: Linked): boolean {
    const stored = vault.profiles().get(id);
    if (stored === undefined) return false;
    const place = key(stored);
    const wasGone = gone.has(place);
    if (running && isTroubled(id, stored.reference)) again();
    if (unresolved) {
      if (!wasGone) gone.set(place, clock.now());
      return true;
    }
    gone.delete(place);
    if (fingerprint === null) return wasGone;
    if (!first.has(place)) first.set(place, stored.fingerprint ?? fingerprint);
    const before = seen.get(place)?.fingerprint ?? first.get(place);
    const moved = before !== fingerprint;
    if (moved || !seen.has(place)) seen.set(place, { fingerprint, at: changedAt ?? clock.now() });
    return moved || wasGone;
  }

  async function read(profile: StoredProfile): Promise<void> {
    const before = linked.get(profile.id);
    try {
      const { linked: found } = await resolveSecret(profile, parts, { fresh: true });
      if (found === null || isSame(found, before)) return;
      parts.onLinked(profile.id, found);
      const was = before?.fingerprint ?? null;
      if (was !== null && found.fingerprint !== was) parts.onMoved(profile.id);
    } catch (error) {
      if (!(error instanceof KeywatchError)) throw error;
      if (vault.state() !== 'open') return;
      const isGone = error.code === 'not_found' && before?.unresolved !== true;
      if (isGone || troubleOf(error) !== null) parts.onLinked(profile.id, ledNowhere(error));
    }
  }

  /** Its store did not give it, and can be asked again without its person. */
  const isTroubled = (id: string, reference: string | null) =>
    (linked.get(id)?.unread ?? null) !== null && !asksItsPerson(reference, parts.env);

  async function look(): Promise<void> {
    if (vault.state() !== 'open') return;
    const links = [...vault.profiles().values()].filter(
      ({ id, enabled, reference }) => enabled && (isQuiet(reference) || isTroubled(id, reference)),
    );
    if (from >= links.length) from = 0;
    const turn = links.slice(from, from + mostAtOnce);
    from += mostAtOnce;
    for (const profile of turn) if (vault.profiles().get(profile.id) === profile) await read(profile);
  }

  function again(): void {
    stopTimer?.();
    const isTrouble = [...vault.profiles().values()].some(({ id, reference }) => isTroubled(id, reference));
    stopTimer = clock.after(isTrouble ? soonerMs : everyMs, () => {
      looked();
    });
  }

  function looked(): void {
    look()
      .catch((error: unknown) => {
        parts.log.error('Links could not be looked at', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      })
      .finally(() => {
        if (running) again();
      });
  }

  return {
    note,
    changed: () =>
      [...vault.profiles().values()].flatMap((stored): ChangedLink[] => {
        if (stored.reference === null) return [];
        const { id: profile } = stored;
        const since = gone.get(key(stored));
        if (since !== undefined) return [{ profile, fingerprint: null, at: since }];
        const now = seen.get(key(stored));
        if (now === undefined || now.fingerprint === first.get(key(stored))) return [];
        return [{ profile, fingerprint: now.fingerprint.slice(0, shownLength), at: now.at }];
      }),
    look,
    start() {
      running = true;
      looked();
    },
    stop() {
      running = false;
      stopTimer?.();
    },
  };
}

const isSame = (a: Linked, b: Linked | undefined): boolean =>
  b !== undefined &&
  a.unresolved === b.unresolved &&
  a.unread?.what === b.unread?.what &&
  a.fingerprint === b.fingerprint &&
  a.expiresAt === b.expiresAt &&
  a.changedAt === b.changedAt;
