import type { Asked } from './arguments.ts';
import type { Host, Option, Options } from './command.ts';

/** Options of the OpenClaw family that set nothing here: taken for the sake of scripts, and told of. */
export type PassedOver = Readonly<Record<string, Option['type']>>;

/** Such options, as a command takes them. */
export function passedOverOptions(names: PassedOver): Options {
  return Object.fromEntries(
    Object.entries(names).map(([name, type]) => [
      name,
      { type, ...(type === 'string' ? { value: 'X' } : {}), says: 'The family’s; passed over.' },
    ]),
  );
}

/** Says which of them were given. */
export function tellPassedOver(names: readonly string[], asked: Asked, host: Host): void {
  const given = names.filter((name) => asked.has(name)).map((name) => `--${name}`);
  if (given.length > 0) host.warn(`${given.join(', ')}: nothing here is set by that; it was passed over`);
}
