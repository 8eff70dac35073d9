import { describe, expect, it } from 'vitest';
import { aliases, commands } from '../../../src-cli/commands.ts';
import { listLines } from '../../../src-cli/commands/list-lines.ts';
import { statusLines } from '../../../src-cli/commands/status-lines.ts';
import { profileLines } from '../../../src-cli/profile-lines.ts';
import { widthOf } from '../../../src-cli/page.ts';
import { lookOf } from '../../../src-cli/run.ts';
import { statusOf } from '../../../src-main/selection/status.ts';
import { cooling, day, now, seen, stored, viewed } from '../../fixtures/profiles.ts';

const look = (width = Number.POSITIVE_INFINITY) => ({ width, colour: false, now });
const vault = {
  protected: false,
  slot: 'key-file' as const,
  backend: null,
  advice: null,
  state: 'open' as const,
  path: '/data/vault.json',
  reason: null,
  recovery: true,
};
const profiles = viewed(
  [
    stored('anthropic:work'),
    stored('anthropic:home', { expiresAt: now + 5 * day, expiryFrom: 'user' }),
    stored('openai:ci', { enabled: false }),
    stored('openai:a-name-that-is-much-longer-than-any-column-should-ever-have-to-be'),
  ],
  [seen('anthropic:work'), seen('anthropic:home'), cooling('openai:ci', now + 90_000)],
);

describe('what people read', () => {
  it('of a list are id, name, provider, source, health and whether it serves', () => {
    expect(listLines(profiles.slice(0, 2), true, look())).toEqual([
      'ID              Name  Provider   Source  Health      Available',
      'anthropic:home  Home  anthropic  manual  ▲ Expiring  yes',
      'anthropic:work  Work  anthropic  manual  ✓ Healthy   yes',
    ]);
  });

  it('of a status begins with the sentence of the window and names what needs them', () => {
    const status = statusOf(profiles, vault, now);
    const lines = statusLines(status, look());
    expect(lines[0]).toBe(status.sentence);
    expect(lines).toContain('Home: Key ends on 22 November, the date you set. (in 5 days)');
    expect(lines.join('\n')).toMatch(/not protected/);
  });

  it.each([20, 30, 40, 60, 80, 120])('fits a terminal of %i columns', (width) => {
    const status = statusOf(profiles, vault, now);
    const all = [
      ...statusLines(status, look(width)),
      ...listLines(profiles, true, look(width)),
      ...profiles.flatMap((profile) => profileLines(profile, profiles, look(width))),
    ];
    // The names of the facts take their place on the narrowest ones too.
    for (const line of all) expect(widthOf(line)).toBeLessThanOrEqual(Math.max(width, 35));
  });

  it('has no colours where NO_COLOR is set, and none in a pipe', () => {
    const terminal = { write: () => undefined, isTerminal: true, columns: 100 };
    expect(lookOf(terminal, {}, now).colour).toBe(true);
    expect(lookOf(terminal, { NO_COLOR: '1' }, now).colour).toBe(false);
    expect(lookOf({ ...terminal, isTerminal: false }, {}, now)).toMatchObject({
      colour: false,
      width: Infinity,
    });
  });
});

describe('the table of commands', () => {
  it('is named as each command names itself', async () => {
    for (const { name, load } of commands) expect((await load()).name).toBe(name);
  });

  it('has no alias that leads nowhere', () => {
    const names = commands.map(({ name }) => name);
    expect(Object.values(aliases).filter((name) => !names.includes(name))).toEqual([]);
  });
});
