import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { ServicePort } from '../ports.ts';

/** The system's own way to start Keywatch, as far as the host has one. */
export function createServiceCalls(port: ServicePort | undefined): Keywatch['service'] {
  return {
    look: async () => port?.look() ?? null,
    async install(mark) {
      if (port !== undefined) return port.install(mark);
      throw new KeywatchError(
        'not_permitted',
        telling(
          'This Keywatch installs no service; nothing was written; the settings of the app have it start at login.',
        ),
      );
    },
  };
}
