import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { translationOf } from '../../src-shared/languages/load.ts';
import { dayMs } from '../../src-shared/times.ts';
import { speak } from '../../src-shared/say.ts';
import { made } from '../fixtures/electron.fake.ts';
import { inventedKeys } from '../fixtures/real-core.ts';
import { runningShell, type RunningShell } from '../fixtures/running-shell.ts';

// How long a machine takes to read the table is not what is tried here.
beforeAll(() => translationOf('zh-CN'));

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

/** What is asked for comes by messages and promises, and by no clock: it is there after so many turns or never. */
async function comes(holds: () => boolean) {
  for (let turn = 0; turn < 1000 && !holds(); turn++) await new Promise((done) => setImmediate(done));
  return holds();
}
const labels = () => made.trays[0]!.menu!.items.map(({ label }) => label);

test('the tray speaks another language as soon as its person chose it', async () => {
  expect(await comes(() => labels().includes('Quit Keywatch'))).toBe(true);
  await shell.client().settings.set({ language: 'zh-CN' });
  expect(await comes(() => labels().includes('退出 Keywatch'))).toBe(true);
  expect(made.trays[0]!.toolTip).toMatch(/^Keywatch：/);
  await shell.client().settings.set({ language: 'en' });
  expect(await comes(() => labels().includes('Quit Keywatch'))).toBe(true);
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
