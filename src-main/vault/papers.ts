import type { Random } from '../ports.ts';
import { dataKeyFrom, dataKeyBytes, forgetDataKey, type DataKey } from './data-key.ts';
import type { Hold } from './hold.ts';
import type { SealedSecret } from './profile.ts';
import { readSecret } from './record.ts';
import { openSecret, resealSecret, sealSecret } from './seal.ts';
import type { Vault } from './vault.ts';
import { base64Of, joinedOnce } from './wipe.ts';

/** Where the key of all papers is sealed; no profile id has an @. */
const keyPlace = { profile: '@vault', field: 'papers' };
const placeOf = (name: string) => ({ profile: '@papers', field: name });
const keyName = 'papers';

/** The key of the papers under another data key; the papers stay as they are. Null where there is none that opens. */
export function carriedPapersKey(
  from: DataKey,
  to: DataKey,
  sealed: SealedSecret | null,
  random: Random,
): SealedSecret | null {
  return sealed === null ? null : resealSecret(from, to, keyPlace, sealed, random);
}

function openPapersKey(key: DataKey, sealed: SealedSecret | null): DataKey | null {
  const text = sealed === null ? null : openSecret(key, keyPlace, sealed);
  if (text === null) return null;
  const bytes = joinedOnce([Buffer.from(text, 'base64')]);
  return bytes.length === dataKeyBytes ? dataKeyFrom(keyName, bytes) : null;
}

/**
 * What Keywatch keeps sealed in files of its own: under a random key that lies sealed in the vault, so that changing the
 * data key leaves them alone, as it does fingerprints (D-B33).
 */
export function createPapers(hold: Hold): Pick<Vault, 'sealPaper' | 'openPaper'> {
  const { random } = hold;

  /** Made with the first paper, in a write of its own. */
  function papersKey(): DataKey {
    const opened = hold.opened();
    const known = openPapersKey(opened.key, hold.document().key.papers);
    if (known !== null) return known;
    const bytes = random(dataKeyBytes);
    const papers = sealSecret(opened.key, keyPlace, base64Of(bytes), random);
    const document = hold.document();
    hold.save(opened, { ...document, key: { ...document.key, papers } }, 'edit');
    return dataKeyFrom(keyName, bytes);
  }

  return {
    sealPaper: (name, text) =>
      withKey(papersKey(), (key) => JSON.stringify(sealSecret(key, placeOf(name), text, random))),
    openPaper(name, paper) {
      const key = openPapersKey(hold.opened().key, hold.document().key.papers);
      const sealed = sealedIn(paper);
      return key === null || sealed === null
        ? null
        : withKey(key, (it) => openSecret(it, placeOf(name), sealed));
    },
  };
}

function withKey<T>(key: DataKey, act: (key: DataKey) => T): T {
  try {
    return act(key);
  } finally {
    forgetDataKey(key);
  }
}

function sealedIn(paper: string): SealedSecret | null {
  try {
    return readSecret(JSON.parse(paper)) ?? null;
  } catch {
    return null;
  }
}
