import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Profile, Settings } from '../../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { say } from '../../../src-shared/say.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';
import { createAlertController, type AlertController } from '../../../src-main/alerts/controller.ts';
import type { History } from '../../../src-main/health/history.ts';
import { openHistory } from '../../../src-main/health/open-history.ts';
import type { Trouble } from '../../../src-shared/trouble.ts';
import type { HealthRecord } from '../../../src-main/health/record.ts';
import { createTongue, type Tongue } from '../../../src-main/alerts/tongue.ts';
import type { NoticeAct, Notifier } from '../../../src-main/ports.ts';
import type { StoredProfile } from '../../../src-main/vault/profile.ts';
import { virtualTime, type VirtualTime } from '../health/virtual-time.ts';
import { day, now, seen, stored, troubled, viewed } from '../../fixtures/profiles.ts';

type One = [id: string, told?: Partial<StoredProfile>, record?: HealthRecord];

let directory: string;
let time: VirtualTime;
let history: History;
let settings: Settings;
let shown: string[];
let opened: (string | null)[];
let click: (() => void) | null;
let buttons: readonly NoticeAct[];
let notifier: Notifier;
let changes: number;
let logged: string[];
let alerts: AlertController;
let tongue: Tongue;
/** What stands, judged anew at the moment it is looked at. */
let things: One[];

const hour = 3_600_000;
const endsIn = (days: number): Partial<StoredProfile> => ({
  expiresAt: now + days * day,
  expiryFrom: 'user',
});
const refused = (id: string, since: number) =>
  seen(id, { state: 'disabled', reason: 'invalid', since, failures: 2 });

function all(): Profile[] {
  return viewed(
    things.map(([id, told]) => stored(id, told)),
    things.map(([id, , record]) => record ?? seen(id)),
    { now: time.clock.now() },
  );
}
function look(more: { away?: boolean; troubles?: Trouble[] } = {}) {
  alerts.update({ profiles: all(), troubles: [], ...more });
}
function start() {
  history = openHistory(join(directory, 'history.sqlite'));
  const write = (what: string) => logged.push(what);
  const log = { error: write, warn: write, info: write, debug: write };
  tongue = createTongue({ chosen: () => settings.language, log });
  alerts = createAlertController({
    clock: time.clock,
    history,
    delivery: notifier,
    settings: () => settings,
    tongue,
    log,
    onChange: () => changes++,
    onOpenNotice: ({ profile, action }) => opened.push(action === 'open' ? profile : `${action} ${profile}`),
    onTry: (profile) => opened.push(`tried ${profile}`),
  });
}
function restart() {
  alerts.stop();
  history.close();
  start();
}
const codeOf = (act: () => void) => {
  try {
    act();
    return 'done';
  } catch (error) {
    return error instanceof KeywatchError ? error.code : 'thrown';
  }
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-alerts-'));
  time = virtualTime(now);
  settings = { ...defaultSettings };
  shown = [];
  opened = [];
  click = null;
  buttons = [];
  changes = 0;
  logged = [];
  things = [];
  notifier = {
    shows: true,
    show({ title }, onOpen, acts = []) {
      shown.push(title);
      click = onOpen;
      buttons = acts;
    },
  };
  start();
});
afterEach(() => {
  alerts.stop();
  history.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('each once', () => {
  test('however often one looks, and after a restart', () => {
    things = [['a:x', endsIn(5)]];
    look();
    look();
    restart();
    look();
    expect(shown).toEqual(['X expires in 5 days']);
    expect(alerts.list().map(({ title }) => title)).toEqual(['X expires in 5 days']);
  });

  test('the ladder is climbed by the clock alone, one notice a rung', async () => {
    things = [['a:x', endsIn(40)]];
    look();
    for (let passed = 0; passed < 42; passed++) {
      await time.pass(day);
      look();
    }
    expect(shown).toEqual([
      'X expires in 30 days',
      'X expires in 14 days',
      'X expires in 7 days',
      'X expires in 24 h',
      'X has expired',
    ]);
  });

  test('a rung is shown when its moment comes, though nothing else happens', async () => {
    things = [['a:x', endsIn(8)]];
    look();
    expect(shown).toEqual(['X expires in 8 days']);
    await time.pass(day + 1);
    expect(shown).toEqual(['X expires in 8 days', 'X expires in 7 days']);
  });

  test('who was away for long is told the tightest rung only', async () => {
    things = [['a:x', endsIn(20)]];
    look();
    restart();
    time.jump(19.5 * day);
    look();
    expect(shown).toEqual(['X expires in 20 days', 'X expires in 12 h']);
  });

  test('a renewed key begins a ladder of its own', () => {
    things = [['a:x', endsIn(5)]];
    look();
    things = [['a:x', endsIn(365)]];
    look();
    expect(alerts.list()).toEqual([]);
    things = [['a:x', endsIn(6)]];
    look();
    expect(shown).toEqual(['X expires in 5 days', 'X expires in 6 days']);
  });

  test('stopped, works again, stops again: three incidents', () => {
    things = [['a:x', {}, refused('a:x', now)]];
    look();
    look();
    things = [['a:x', {}, seen('a:x', { since: now + 1 })]];
    restart();
    look();
    look();
    things = [['a:x', {}, refused('a:x', now + 2)]];
    look();
    expect(shown).toEqual(['X stopped working', 'X works again', 'X stopped working']);
  });

  test('another key of the same provider a little later joins the incident and is told', () => {
    things = [['a:x', {}, refused('a:x', now)], ['a:y']];
    look();
    things = [
      ['a:x', {}, refused('a:x', now)],
      ['a:y', {}, refused('a:y', now + 60_000)],
    ];
    look();
    look();
    expect(shown).toEqual(['X stopped working', '2 A keys stopped working']);
    things = [
      ['a:x', {}, seen('a:x', { since: now + 120_000 })],
      ['a:y', {}, refused('a:y', now + 60_000)],
    ];
    look();
    expect(shown.slice(2)).toEqual(['X works again']);
  });

  test('an outage is told once while it lasts', () => {
    things = [['a:x'], ['a:y']];
    const lasting = (ms: number) => [troubled(['a:x', 'a:y'], now, { seenAt: now + ms })];
    look({ troubles: lasting(30_000) });
    expect(shown).toEqual([]);
    look({ troubles: lasting(90_000) });
    look({ troubles: lasting(600_000) });
    expect(shown).toEqual(['A is in trouble, 2 keys affected']);
  });

  test('very many at one moment are shown as one, and each is remembered', () => {
    things = Array.from({ length: 9 }, (_, n): One => [`a:x${n}`, endsIn(5 + n / 10)]);
    look();
    restart();
    look();
    expect(shown).toEqual(['9 things need a look']);
    expect(alerts.list()).toHaveLength(9);
  });
});

describe('waiting', () => {
  test('quiet hours hold notices back until they are over', async () => {
    settings.quietHours = { from: 14 * 60, to: 15 * 60 };
    things = [['a:x', {}, refused('a:x', now)]];
    look();
    expect(shown).toEqual([]);
    expect(alerts.list()).toHaveLength(1);
    await time.pass(54 * 60_000);
    expect(shown).toEqual(['X stopped working']);
  });

  test('what came and went in quiet hours is never told', async () => {
    settings.quietHours = { from: 14 * 60, to: 15 * 60 };
    things = [['a:x', {}, refused('a:x', now)]];
    look();
    things = [['a:x', {}, seen('a:x', { since: now + 1 })]];
    look();
    await time.pass(2 * hour);
    expect(shown).toEqual([]);
  });

  test('nothing is shown while nobody can see it, all of it afterwards', () => {
    things = [
      ['a:x', endsIn(5)],
      ['b:y', {}, refused('b:y', now)],
    ];
    look({ away: true });
    look({ away: true });
    expect(shown).toEqual([]);
    look();
    expect(shown).toEqual(['Y stopped working', 'X expires in 5 days']);
  });

  test('switched off, nothing is shown, and switching on brings up nothing old', () => {
    settings.notifications = false;
    things = [['a:x', endsIn(5)]];
    look();
    settings.notifications = true;
    look();
    expect(shown).toEqual([]);
    expect(alerts.list()).toHaveLength(1);
  });

  test('where nothing can be shown the list is the telling, so a recovery is listed too', () => {
    notifier = { shows: false, show: () => expect.fail('nothing can be shown here') };
    restart();
    things = [['a:x', {}, refused('a:x', now)]];
    look();
    things = [['a:x', {}, seen('a:x', { since: now + 1 })]];
    look();
    expect(alerts.list().map(({ title, severity }) => [title, severity])).toEqual([
      ['X works again', 'good'],
    ]);
  });

  test('a notice that could not be shown is tried again', () => {
    const working = notifier.show.bind(notifier);
    notifier.show = () => {
      throw new Error('no bus');
    };
    things = [['a:x', endsIn(5)]];
    look();
    expect(logged).toEqual(['a notice could not be shown']);
    notifier.show = working;
    look();
    expect(shown).toEqual(['X expires in 5 days']);
  });
});

describe('what a person decides', () => {
  test('a snoozed notice comes back once, when it still stands', async () => {
    things = [['a:x', {}, refused('a:x', now)]];
    look();
    const id = alerts.list()[0]!.id;
    alerts.snooze(id, now + 2 * hour);
    expect(alerts.list()[0]).toMatchObject({ snoozedUntil: now + 2 * hour });
    restart();
    look();
    await time.pass(hour);
    expect(shown).toEqual(['X stopped working']);
    await time.pass(hour);
    expect(shown).toEqual(['X stopped working', 'X stopped working']);
    expect(alerts.list()[0]).toMatchObject({ snoozedUntil: null });
    await time.pass(day);
    expect(shown).toHaveLength(2);
  });

  test('a silence that a person ends is over, and nothing is told a second time for it', async () => {
    things = [['a:x', {}, refused('a:x', now)]];
    look();
    const id = alerts.list()[0]!.id;
    alerts.snooze(id, now + 2 * hour);
    alerts.snooze(id, null);
    expect(alerts.list()[0]).toMatchObject({ snoozedUntil: null });
    await time.pass(day);
    expect(shown).toEqual(['X stopped working']);
  });

  test('a dismissed notice never comes back, a tighter rung does', async () => {
    things = [['a:x', endsIn(8)]];
    look();
    alerts.dismiss(alerts.list()[0]!.id);
    expect(alerts.list()).toEqual([]);
    restart();
    look();
    expect(alerts.list()).toEqual([]);
    await time.pass(day + 1);
    expect(shown).toEqual(['X expires in 8 days', 'X expires in 7 days']);
  });

  test('a notice that is gone, or a time that is over, is refused by name', () => {
    things = [['a:x', endsIn(5)]];
    look();
    const id = alerts.list()[0]!.id;
    expect(codeOf(() => alerts.snooze('expiry:a:gone:1', now + hour))).toBe('not_found');
    expect(codeOf(() => alerts.dismiss('nothing'))).toBe('not_found');
    for (const until of [now, now - 1, Number.NaN])
      expect(codeOf(() => alerts.snooze(id, until))).toBe('invalid_input');
    expect(alerts.list()[0]?.snoozedUntil).toBeNull();
  });

  test('a click opens the profile', () => {
    things = [['a:x', endsIn(5)]];
    look();
    click?.();
    expect(opened).toEqual(['a:x']);
  });
});

test('the list stands by urgency and tells when it changed, only then', () => {
  things = [
    ['a:x', endsIn(5)],
    ['b:y', {}, refused('b:y', now)],
    ['c:z', endsIn(-1)],
  ];
  look();
  expect(changes).toBe(1);
  look();
  expect(changes).toBe(1);
  expect(alerts.list().map(({ severity, profile, action }) => `${severity} ${profile} ${action}`)).toEqual([
    'bad b:y replace',
    'bad c:z renew',
    'warn a:x renew',
  ]);
  things = [];
  look();
  expect(changes).toBe(2);
});

test('a history that cannot be written repeats nothing within one run, and is logged', () => {
  history.close();
  things = [['a:x', endsIn(5)]];
  look();
  look();
  expect(shown).toEqual(['X expires in 5 days']);
  expect(logged).toContain('a notice could not be remembered');
  history = openHistory(join(directory, 'history.sqlite'));
});

test('what is older than a year and a month is forgotten', () => {
  things = [['a:x', endsIn(5)]];
  look();
  expect(history.notices().size).toBe(1);
  time.jump(401 * day);
  restart();
  expect(history.notices().size).toBe(0);
});

test('one timer is armed at a time, and none after the end', () => {
  things = [['a:x', endsIn(5)]];
  look();
  look();
  expect(time.armed()).toHaveLength(1);
  alerts.stop();
  expect(time.armed()).toEqual([]);
});

describe('a notice has buttons', () => {
  const press = (label: string) => buttons.find((act) => act.label === label)?.run();
  const labels = () => buttons.map(({ label }) => label);

  test('for its remedy and for tomorrow', () => {
    things = [['a:x', endsIn(5)]];
    look();
    expect(labels()).toEqual(['Renew…', 'Snooze for a day']);
    press('Renew…');
    expect(opened).toEqual(['renew a:x']);
  });

  test('that ask again at once, where nothing but the answer can help', () => {
    things = [['a:x', { reference: 'env:KEY' }, refused('a:x', now)]];
    look();
    press('Try now');
    expect(opened).toEqual(['tried a:x']);
  });

  test('that keep it quiet for a day, after which it is shown once more', async () => {
    things = [['a:x', endsIn(10)]];
    look();
    press('Snooze for a day');
    look();
    expect(shown).toHaveLength(1);
    await time.pass(day + 1);
    expect(shown).toHaveLength(2);
  });

  test('and none where it says that all is well, or speaks of many things', () => {
    things = [['a:x', {}, refused('a:x', now)]];
    look();
    things = [['a:x', {}, seen('a:x', { since: now })]];
    look();
    expect(shown.at(-1)).toBe('X works again');
    expect(labels()).toEqual([]);
  });

  test('a button of what is over by then does nothing', () => {
    things = [['a:x', endsIn(5)]];
    look();
    const old = buttons;
    things = [];
    look();
    expect(() => old.at(-1)?.run()).not.toThrow();
  });
});

describe('notices speak the language that was chosen', () => {
  test('once it is there, in a process that speaks another', async () => {
    settings = { ...settings, language: 'zh-CN' };
    things = [['a:x', endsIn(5)]];
    look();
    expect(shown).toEqual([]);
    await tongue.learnt();
    expect(shown).toEqual(['X 将于 5 天后到期']);
    expect(buttons.map(({ label }) => label)).toEqual(['续期…', '推迟一天']);
    expect(alerts.list()[0]?.title).toBe('X 将于 5 天后到期');
    expect(say('Check now')).toBe('Check now');
  });

  test('and change with it, without being shown again', async () => {
    things = [['a:x', endsIn(5)]];
    look();
    settings = { ...settings, language: 'zh-CN' };
    look();
    await tongue.learnt();
    expect(alerts.list()[0]?.title).toBe('X 将于 5 天后到期');
    expect(shown).toEqual(['X expires in 5 days']);
  });
});
