import type { JsonObject } from './canonical-json.ts';
import { documentVersion } from './document.ts';

/**
 * Turns the json of a document of one version into that of the next. Marks are made anew after it; a step may not move
 * `profiles`, a record's `mac`, or `key`, which is how a document is proven before it is migrated.
 */
export type MigrationStep = (json: JsonObject) => JsonObject;

/** The version written, and by the version it starts from, the step that leads to the next. */
export interface Format {
  version: number;
  steps: Readonly<Record<number, MigrationStep>>;
}

/** Version 1 is the first: there is nothing to come from yet. */
export const format: Format = { version: documentVersion, steps: {} };

/** The json as this version has it; null when a step is missing. Steps are given copies: the json read stays as it was. */
export function migrate(json: JsonObject, from: number, { version, steps }: Format): JsonObject | null {
  let migrated = structuredClone(json);
  for (let at = from; at < version; at += 1) {
    const step = steps[at];
    if (step === undefined) return null;
    migrated = { ...step(migrated), version: at + 1 };
  }
  return migrated;
}
