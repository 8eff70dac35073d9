import type { Document } from './document.ts';

/** Where the document lies. One writer at a time: whoever owns the data directory (D-A5). */
export interface DocumentStore {
  readonly path: string;
  /**
   * What the file holds, parsed; undefined when there is no file. Throws a SyntaxError whose message says what is wrong
   * with it in words that follow "it cannot be read:", and a KeywatchError (`not_permitted`).
   */
  read(): unknown;
  /** Has reached the disk when it returns; throws a KeywatchError (`write_failed`) and leaves the file as it was. */
  write(document: Document): void;
}
