export const floors: readonly (readonly string[])[];
export const places: readonly string[];
export function placeOf(file: string): string | undefined;
export function breach(from: string, to: string, typeOnly: boolean): string | null;
export function overrides(): unknown[];
