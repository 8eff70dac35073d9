import { describe, expect, it } from 'vitest';
import { newerRelease } from '../../../src-main/alerts/newer-release.ts';
import { TransportError, type Updates } from '../../../src-main/ports.ts';

const release = { version: '2.0.0', url: 'https://releases.example/2.0.0' };

function published(answer: () => Promise<typeof release | null>): Updates & { asked: number } {
  const updates = {
    asked: 0,
    check: () => {
      updates.asked += 1;
      return answer();
    },
  };
  return updates;
}

const allowed = { version: '1.0.0', settings: { updates: 'ask' }, neverAsks: false } as const;

describe('a newer release', () => {
  it('is told where a person allowed it to be looked for', async () => {
    const updates = published(async () => release);
    expect(await newerRelease({ ...allowed, updates })).toEqual({
      version: '1.0.0',
      looks: true,
      newer: release,
    });
  });

  it('is not asked about until somebody allows it, nor where Keywatch asks nobody', async () => {
    const updates = published(async () => release);
    for (const parts of [
      { ...allowed, settings: { updates: 'never' } as const },
      { ...allowed, neverAsks: true },
    ])
      expect(await newerRelease({ ...parts, updates })).toEqual({
        version: '1.0.0',
        looks: true,
        newer: null,
      });
    expect(updates.asked).toBe(0);
  });

  it('is the business of whatever installed Keywatch where nothing else looks', async () => {
    expect(await newerRelease(allowed)).toEqual({ version: '1.0.0', looks: false, newer: null });
  });

  it('that nobody could be asked about is said to be unknown, with what to do', async () => {
    const updates = published(() => Promise.reject(new TransportError('dns', 'no such host')));
    await expect(newerRelease({ ...allowed, updates })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/; this one works on; try again later\.$/),
    });
  });
});
