import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Client } from '../../src-shared/contract.ts';
import { inventCanaries } from '../fixtures/canaries.ts';
import { made } from '../fixtures/electron.fake.ts';
import { filesBelow, leaksOf, type Trace } from '../fixtures/leaks.ts';
import { runningShell, type RunningShell } from '../fixtures/running-shell.ts';
import { inputOf } from '../torture/random-input.ts';
import { calls, type Call } from '../torture/random-messages.ts';

/** They give a secret to whom asks for it by its name. */
const givesSecrets = ['/profiles/reveal', '/secrets/serve'];
/** Behind it nothing is answered any more. */
const isLast = ({ path }: Call) => path === '/vault/lock';
/** Each may spend a quarter of a second on a passphrase. */
const isSlow = ({ path }: Call) => /^\/(vault|backups|recovery|transfer)\//.test(path);

const canaries = inventCanaries();
const heard: Trace[] = [];
let logged = '';
let shell: RunningShell;
let client: Client;

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    logged += String(chunk);
    return true;
  });
  shell = await runningShell();
  client = shell.client((content) => heard.push({ where: 'the desktop door', content }));
});
afterAll(async () => {
  await shell.end();
  vi.restoreAllMocks();
});

/** The call at that path, as a page makes it. */
function ask({ path }: Call, input: unknown): Promise<unknown> {
  const names = path.slice(1).split('/');
  const call = names.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], client);
  return (call as (input: unknown) => Promise<unknown>)(input);
}

test(
  'a secret stays where it is whatever is called at the desktop door, and whatever is filled in with it',
  { timeout: 120_000 },
  async () => {
    const provider = 'anthropic';
    const add = async (name: string, secret: string) =>
      (await client.profiles.add({ provider, name, secret, probe: false })).profile.id;
    const id = await add('Key', canaries.apiKey);
    await add('Other', canaries.early);
    const text = fc.constantFrom(canaries.apiKey, canaries.replaced, canaries.passphrase, id, provider);

    const asked = new Set<string>();
    let answered = 0;
    const told = calls.filter(({ path }) => !givesSecrets.includes(path));
    for (const call of [...told.filter((each) => !isLast(each)), ...told.filter(isLast)]) {
      for (const input of fc.sample(inputOf(call.input, text), { numRuns: isSlow(call) ? 3 : 10, seed: 1 })) {
        asked.add(call.path);
        await ask(call, input).then(
          () => answered++,
          (error: unknown) => expect(error).toMatchObject({ defined: true }),
        );
      }
    }
    expect(calls.map(({ path }) => path).filter((path) => !asked.has(path))).toEqual(givesSecrets);
    expect(answered).toBeGreaterThan(100);
    expect(heard.length).toBeGreaterThan(answered);

    const traces: Trace[] = [
      ...heard,
      ...filesBelow(shell.home),
      { where: 'the log', content: logged },
      { where: 'pages opened', content: made.opened.join('\n') },
    ];
    const found = [canaries.apiKey, canaries.early, canaries.replaced, canaries.passphrase].flatMap(
      (secret) => leaksOf(secret, traces),
    );
    expect(found).toEqual([]);
  },
);
