/** A model as it is typed behind `/model`, and the profile that a session is pinned to; null where none is named. */
export interface ModelPin {
  model: string;
  profile: string | null;
}

/** What follows an @ and belongs to the model: the day of a release, or how its weights are packed. */
const partOfModel = /^(?:20\d{6}|i?q\d+(?:_[a-z0-9]+)*|\d{1,2}bit)$/i;

/** Reads `model@profile`: the last @ behind the last slash parts them (gateways.md §2). */
export function readModelPin(typed: string): ModelPin {
  const text = typed.trim();
  const at = text.lastIndexOf('@');
  const profile = text.slice(at + 1).trim();
  const parts = at > 0 && at > text.lastIndexOf('/') && profile !== '' && !partOfModel.test(profile);
  return parts ? { model: text.slice(0, at).trim(), profile } : { model: text, profile: null };
}
