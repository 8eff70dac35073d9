import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as electron from 'electron';
import { createPower } from '../../src-main/desktop/power.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import { machine, newMachine, powerMonitor } from '../fixtures/electron.fake.ts';
import { virtualTime } from '../unit/health/virtual-time.ts';

beforeEach(() => newMachine());

const minute = 60_000;
function power() {
  const time = virtualTime(1_800_000_000_000);
  const port = createPower(electron.powerMonitor, time.clock);
  const heard: string[] = [];
  for (const occasion of ['suspend', 'resume', 'lock', 'unlock'] as const)
    port.on(occasion, () => heard.push(occasion));
  return { port, time, heard };
}

describe('waking up', () => {
  test('is told when the system says so', () => {
    const { heard } = power();
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
    expect(heard).toEqual(['suspend', 'resume']);
  });
  test('is noticed by the clock when the system says nothing', async () => {
    const { heard, time } = power();
    await time.pass(10 * minute);
    expect(heard).toEqual([]);
    time.jump(60 * minute);
    await time.pass(minute);
    expect(heard).toEqual(['resume']);
  });
  test('noticed both ways is told once', async () => {
    const { heard, time } = power();
    time.jump(60 * minute);
    powerMonitor.emit('resume');
    await time.pass(minute);
    expect(heard).toEqual(['resume']);
  });
  test('noticed by the clock first is told once as well', async () => {
    const { heard, time } = power();
    time.jump(60 * minute);
    await time.pass(30_000);
    powerMonitor.emit('resume');
    expect(heard).toEqual(['resume']);
  });
  test('a second sleep is told again', async () => {
    const { heard, time } = power();
    powerMonitor.emit('resume');
    await time.pass(10 * minute);
    powerMonitor.emit('resume');
    expect(heard).toEqual(['resume', 'resume']);
  });
  test('a clock set back counts as one too', () => {
    vi.useFakeTimers();
    const port = createPower(electron.powerMonitor, systemClock);
    let resumed = 0;
    port.on('resume', () => resumed++);
    vi.setSystemTime(Date.now() - 3 * 60 * minute);
    vi.advanceTimersByTime(minute);
    vi.useRealTimers();
    expect(resumed).toBe(1);
  });
  test('half a minute of a busy machine does not', async () => {
    const { heard, time } = power();
    time.jump(45_000);
    await time.pass(minute);
    expect(heard).toEqual([]);
  });
});

test('locking the screen is told, and a listener that left hears no more', () => {
  const { port, heard } = power();
  let mine = 0;
  const stop = port.on('lock', () => mine++);
  powerMonitor.emit('lock-screen');
  stop();
  powerMonitor.emit('unlock-screen');
  powerMonitor.emit('lock-screen');
  expect(mine).toBe(1);
  expect(heard).toEqual(['lock', 'unlock', 'lock']);
});

test('a locked screen that nobody tells of, as on Linux, is found within half a minute and told once', async () => {
  const { heard, time } = power();
  machine.screenLocked = true;
  await time.pass(2 * minute);
  expect(heard).toEqual(['lock']);
  machine.screenLocked = false;
  await time.pass(2 * minute);
  expect(heard).toEqual(['lock', 'unlock']);
});

test('where locks are told, an answer that lags behind undoes none', async () => {
  const { heard, time } = power();
  powerMonitor.emit('lock-screen');
  await time.pass(2 * minute);
  expect(heard).toEqual(['lock']);
});

test('the battery is asked about each time', () => {
  const { port } = power();
  expect(port.onBattery()).toBe(false);
  machine.onBattery = true;
  expect(port.onBattery()).toBe(true);
});

test('how long nobody touched the machine is told in milliseconds', () => {
  const { port } = power();
  machine.idleSeconds = 90;
  expect(port.idleMs()).toBe(90_000);
  machine.idleSeconds = 0;
  expect(port.idleMs()).toBe(0);
});

test('a desktop that never says anything but 0 is not believed, so that an idle lock still comes', async () => {
  const { port, time } = power();
  await time.pass(10 * minute);
  expect(port.idleMs()).toBeNull();
});

test('one short rest seen in passing is enough to believe it', async () => {
  const { port, time } = power();
  machine.idleSeconds = 3;
  await time.pass(minute);
  machine.idleSeconds = 0;
  expect(port.idleMs()).toBe(0);
});

test('going to the battery and back is told once each, on systems that do not tell by themselves too', async () => {
  const { port, time } = power();
  let told = 0;
  port.on('supply', () => told++);
  await time.pass(minute);
  machine.onBattery = true;
  await time.pass(2 * minute);
  expect(told).toBe(1);
  machine.onBattery = false;
  await time.pass(2 * minute);
  expect(told).toBe(2);
});
