import { randomBytes } from 'node:crypto';
import { filesBelow, leaksOf, processTraces, type Trace } from '../fixtures/leaks.ts';
import { expect, noBrowser, test } from './fixtures.ts';
import { paste } from './paste.ts';

// Invented anew in each run, of the length and shape that Anthropic's keys have.
const letters = (count: number) => randomBytes(count).toString('base64url').slice(0, count);
const inventCanary = () => `sk-ant-api03-${letters(93)}AA`;

/** A provider that repeats the key in all it says, as some do. */
const echoing = (status: number, key: string) => ({
  status,
  headers: { 'x-echo': key, 'request-id': key },
  body: { type: 'error', error: { type: 'authentication_error', message: `invalid x-api-key: ${key}` } },
});

test('a secret that was added, asked about, refused, replaced and revealed is nowhere but where it belongs', async ({
  keywatch,
  provider,
}) => {
  const first = inventCanary();
  const second = inventCanary();
  const traces: Trace[] = [];
  const run = async (args: readonly string[], stdin?: string) => {
    const { code, stdout, stderr } = await keywatch.cli(args, stdin);
    traces.push({ where: `stdout and stderr of ${args.join(' ')}`, content: stdout + stderr });
    return { code, stdout, stderr };
  };

  const added = await run(
    ['auth', 'add', '--name', 'Canary', '--base-url', provider.url, '--key', '-', '--json'],
    `$ export ANTHROPIC_API_KEY="${first.slice(0, 60)}\n${first.slice(60)}"\n`,
  );
  expect(added).toMatchObject({ code: 0 });
  const { id } = (JSON.parse(added.stdout) as { profile: { id: string } }).profile;
  expect(provider.requests().some(({ key }) => key === first)).toBe(true);

  provider.script('*', [echoing(401, first)]);
  await run(['auth', 'test', id, '--json']);
  await expect
    .poll(async () => (await run(['auth', 'test', id, '--json'])).stdout, {
      timeout: 15_000,
      intervals: [3_000],
    })
    .toContain('"disabled"');

  provider.script('*', [echoing(500, second)]);
  await run(['auth', 'replace', id, '--key', '-'], second);
  await run(['auth', 'test', id]);
  provider.script('*', [{ status: 200, body: `not JSON at all: ${second}` }]);
  await run(['auth', 'test', id]);
  await run(['auth', 'add', '--provider', 'anthropic', '--key', '-'], second);
  await run(['auth', 'edit', id, '--expires', 'no date']);
  await run(
    ['explain', '--provider', 'anthropic', '--status', '401'],
    JSON.stringify(echoing(401, second).body),
  );
  for (const command of [['status'], ['auth', 'list'], ['auth', 'show', id], ['history', id], ['log']]) {
    await run(command);
    await run([...command, '--json']);
  }

  const revealed = await keywatch.cli(['auth', 'show', id, '--reveal', '--json']);
  expect(leaksOf(second, [{ where: 'reveal', content: revealed.stdout }])).toContain('reveal: as it is');
  expect((await run(['log', '--json'])).stdout).toContain('"reveal"');

  const { pid, output } = keywatch.serving();
  traces.push(...processTraces(pid), ...filesBelow(keywatch.env['HOME']!));
  await keywatch.killAndRestart();
  await run(['status', '--json']);
  traces.push(
    { where: 'serve', content: output() },
    { where: 'serve again', content: keywatch.serving().output() },
  );
  traces.push(...filesBelow(keywatch.env['HOME']!));
  expect(traces.length).toBeGreaterThan(15);
  for (const secret of [first, second]) expect(leaksOf(secret, traces)).toEqual([]);
});

test.describe('in the window', () => {
  test.skip(noBrowser !== null, noBrowser ?? '');

  test('a window that only looks on hears of a profile, and never its secret', async ({
    keywatch,
    provider,
    page,
  }) => {
    const canary = inventCanary();
    const frames: Trace[] = [];
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) =>
        frames.push({ where: 'frame to the window', content: payload }),
      );
      socket.on('framesent', ({ payload }) =>
        frames.push({ where: 'frame from the window', content: payload }),
      );
    });
    // The token is gone from the address by now; the tab's own session lets it in again.
    await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible();
    expect(page.url()).not.toContain('#');
    await page.reload();
    provider.script('*', [echoing(401, canary)]);
    await keywatch.cli(
      ['auth', 'add', '--name', 'Looked at', '--base-url', provider.url, '--key', '-'],
      canary,
    );
    await expect(page.getByText('Looked at').first()).toBeVisible();
    await page.getByText('Looked at').first().click();
    expect(frames.some(({ content }) => content.includes('Looked at'))).toBe(true);
    const content = await page.content();
    expect(leaksOf(canary, [...frames, { where: 'page', content }])).toEqual([]);
  });
});

test.describe('in the dialogs of the window', () => {
  test.skip(noBrowser !== null, noBrowser ?? '');
  // A key that is pasted is asked about at once, and nobody of the real world is to hear of it.
  test.use({ environment: { KEYWATCH_OFFLINE: '1' } });

  test('a key is in the field it was pasted into and in nothing else that the page holds', async ({
    keywatch,
    page,
  }) => {
    const [added, replaced, explained] = [inventCanary(), inventCanary(), inventCanary()];
    const traces: Trace[] = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) =>
        traces.push({ where: 'a frame to the window', content: payload }),
      ),
    );
    page.on('console', (message) => traces.push({ where: 'the console', content: message.text() }));
    await page.reload();
    /** All that a screenshot, a saved page or a later script could take from it. */
    const look = async (where: string) =>
      traces.push(
        { where: `the page, ${where}`, content: await page.content() },
        { where: `what is read of it, ${where}`, content: await page.locator('body').innerText() },
        {
          where: `what outlives it, ${where}`,
          content: await page.evaluate(() =>
            JSON.stringify([
              { ...localStorage },
              { ...sessionStorage },
              location.href,
              document.title,
              history.state,
            ]),
          ),
        },
      );
    const fields = () =>
      page
        .locator('input, textarea')
        .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value).join('\n'));

    await keywatch.cli(['auth', 'add', '--name', 'Work', '--no-probe', '--key', '-'], added);
    await page.getByRole('button', { name: 'Add credential' }).click();
    const add = page.getByRole('dialog', { name: 'Add credential' });
    await paste(page, add.getByRole('textbox', { name: 'Paste a key' }), added);
    await expect(add).toContainText('already kept as Work');
    await look('adding');
    await page.keyboard.press('Escape');
    await expect(add).toBeHidden();

    await page.getByText('Work').first().click();
    const panel = page.getByRole('region', { name: 'Work' }).or(page.getByRole('complementary'));
    await expect(panel.first()).toBeVisible();
    await look('details');
    await page.getByRole('button', { name: 'Replace key…' }).click();
    const replace = page.getByRole('dialog', { name: 'Replace the key of Work' });
    await paste(page, replace.getByRole('textbox', { name: 'Paste the new key' }), replaced);
    await expect(replace).toContainText('Anthropic API key');
    await look('replacing');
    await replace.getByRole('button', { name: 'Replace', exact: true }).click();
    await expect(replace).toHaveCount(0);
    await look('replaced');

    await page.getByRole('button', { name: 'Settings' }).click();
    await look('preferences');
    await page.getByRole('menuitem', { name: 'Explain an error…' }).click();
    const explain = page.getByRole('dialog', { name: 'Explain an error' });
    await paste(
      page,
      explain.getByRole('textbox', { name: 'The error' }),
      JSON.stringify(echoing(401, explained).body),
    );
    await expect(explain).toContainText('[redacted]');
    await look('explaining');
    await explain.getByRole('button', { name: 'Close' }).last().click();
    await expect(explain).toBeHidden();
    await look('afterwards');
    traces.push({ where: 'the fields that are left', content: await fields() });

    expect(traces.length).toBeGreaterThan(25);
    for (const secret of [added, replaced, explained]) expect(leaksOf(secret, traces)).toEqual([]);
  });
});
