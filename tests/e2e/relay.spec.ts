import { createServer, type AddressInfo, type Server } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { freePort } from '../fixtures/free-port.ts';
import { expect, noBrowser, test } from './fixtures.ts';
import { hands } from './hands.ts';

test.skip(noBrowser !== null, noBrowser ?? '');

const key = `sk-proj-${'r'.repeat(74)}T3BlbkFJ${'r'.repeat(74)}`;

/** Another program, which has a port of this machine. */
async function somebodyElse(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, port: (server.address() as AddressInfo).port };
}

/** What axe finds in the dialog, by rule and element. */
async function objections(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).include('[role=dialog]');
  const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test('the relay is opened, a token made, its request seen as it ends, and the token taken back: by mouse and by keyboard', async ({
  keywatch,
  provider,
  page,
}) => {
  const add = ['auth', 'add', '--provider', 'openai', '--name', 'Work', '--no-probe', '--key', '-'];
  await keywatch.cli([...add, '--base-url', provider.url], key);
  const port = await freePort();
  await keywatch.cli(['relay', '--port', String(port), '--keep']);
  const { server: other, port: taken } = await somebodyElse();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Relay…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close the relay' }).click();

  const field = dialog.getByRole('textbox', { name: 'Port' });
  await field.fill(String(taken));
  await dialog.getByRole('button', { name: 'Open the relay' }).click();
  await expect(dialog.getByRole('alert')).toContainText('is another program’s');
  await field.fill(String(port));

  for (const [way, tool] of [
    ['mouse', 'aider'],
    ['keyboard', 'editor'],
  ] as const) {
    const { press, write } = hands[way](page);
    await press(dialog.getByRole('button', { name: 'Open the relay' }));
    await expect(dialog.getByText('The relay is open')).toBeVisible();
    const address = (await dialog.getByText(/^http:\/\/127.0.0.1:\d+\/openai\/v1$/).textContent()) ?? '';

    await press(dialog.getByRole('button', { name: 'Make a token…' }));
    await write(dialog.getByRole('textbox', { name: 'Name' }), tool);
    await press(dialog.getByRole('button', { name: 'Make the token' }));
    await expect(dialog.locator('.token')).toHaveText(/^kwr_/);
    const token = (await dialog.locator('.token').textContent()) ?? '';
    await press(dialog.getByRole('button', { name: 'I have kept it' }));

    const ask = (shown: string) =>
      fetch(`${address}/models`, { headers: { authorization: `Bearer ${shown}` } }).then(
        ({ status }) => status,
      );
    expect([await ask(token), await ask('none')]).toEqual([200, 401]);
    const requests = dialog.getByRole('list', { name: 'Requests' });
    await expect(requests.getByRole('listitem').filter({ hasText: tool })).toContainText('Work');
    await expect(requests.getByRole('listitem').first()).toContainText('No valid access token');
    expect(await page.content()).not.toContain(token);
    if (way === 'keyboard') expect(await objections(page)).toEqual([]);

    await press(dialog.getByRole('button', { name: `Revoke ${tool}` }));
    await press(dialog.getByRole('button', { name: 'Revoke', exact: true }));
    await expect(dialog.getByText(`${tool} lets nobody in any more`)).toBeVisible();
    expect(await ask(token)).toBe(401);
    await press(dialog.getByRole('button', { name: 'Close the relay' }));
    await expect(dialog.getByText('The relay is closed')).toBeVisible();
  }
  await expect(dialog.getByText('Work serves next')).toBeVisible();
  other.close();
});
