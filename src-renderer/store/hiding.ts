/** What the core told past the picture, as others who look on may see it; all of it while privacy is not wanted. */
export interface Hiding {
  readonly isOn: boolean;
  /** A profile by its id: its name of here, or what stands for one that is not here. */
  nameOf(id: string, otherwise: string): string;
  /** A mask, an address, a tag: whatever leads to an account or a key. */
  value(text: string): string;
  /** A sentence in which profiles may be named; `more` are words of it that tell of one and are in no list. */
  sentence(text: string, more?: readonly string[]): string;
}

/** Everything as it is. */
export const nothingHidden: Hiding = {
  isOn: false,
  nameOf: (_, otherwise) => otherwise,
  value: (text) => text,
  sentence: (text) => text,
};
