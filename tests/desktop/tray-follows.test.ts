import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayMs } from '../../src-shared/times.ts';
import { speak } from '../../src-shared/say.ts';
import { made } from '../fixtures/electron.fake.ts';
import { inventedKeys } from '../fixtures/real-core.ts';
import { runningShell, type RunningShell } from '../fixtures/running-shell.ts';

let shell: RunningShell;
beforeEach(async () => {
  shell = await runningShell();
  await shell.keywatch.profiles.add({
    provider: 'anthropic',
    name: 'Work',
    secret: inventedKeys.anthropic,
    expiresAt: Date.now() + 5.5 * dayMs,
  });
});
afterEach(async () => {
  await shell.end();
  speak(null);
});

const labels = () => made.trays[0]!.menu!.items.map(({ label }) => label);

test('the tray speaks another language as soon as its person chose it', async () => {
  await expect.poll(labels).toContain('Quit Keywatch');
  await shell.client().settings.set({ language: 'zh-CN' });
  await expect.poll(labels).toContain('退出 Keywatch');
  expect(made.trays[0]!.toolTip).toMatch(/^Keywatch：/);
  await shell.client().settings.set({ language: 'en' });
  await expect.poll(labels).toContain('Quit Keywatch');
});

test('the tray names nobody’s key while privacy is wanted, and the window is in no picture', async () => {
  const shown = () => [made.trays[0]!.toolTip, ...labels()].join('\n');
  await expect.poll(shown).toContain('Work: expires in');
  await shell.client().settings.setWindow({ privacy: true });
  expect(made.windows[0]!.unseen).toBe(true);
  await expect.poll(shown).toContain('Anthropic: expires in');
  expect(shown()).not.toContain('Work');
  await shell.client().settings.setWindow({ privacy: false });
  await expect.poll(shown).toContain('Work: expires in');
  expect(made.windows[0]!.unseen).toBe(false);
});
