/**
 * In a private D-Bus session: a vault whose keyring is killed while its key is changed, comes back locked, and then
 * unlocked. `node --import alias-writer.mjs vault-keyring-child.ts DIRECTORY TIMES SEED`; says at the end what was seen.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { keyringSlot } from '../../src-main/headless/keyring-slot.ts';
import { systemClock } from '../../src-main/machine/clock.ts';
import { openVault } from '../../src-main/vault/open-vault.ts';
import { quietLog, storedProfile } from '../fixtures/vaults/memory-vault.ts';
import { choices, inventedKey } from './vault-model.ts';

const [directory = '', times = '1', seed = '1'] = process.argv.slice(2);
const pick = choices(Number(seed));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A keyring of that password in the place of any other; one that exists and has another stays locked. */
async function keyring(password: string): Promise<ChildProcess> {
  const child = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--replace', '--unlock', '--components=secrets'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  child.stdin?.end(password);
  // It says where it listens; asked before it took its name, the session would start another one, which is locked.
  await Promise.race([child.stdout === null ? null : once(child.stdout, 'data'), pause(5_000)]);
  await pause(700);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
  child.kill('SIGKILL');
  await ended;
}

const open = () =>
  openVault({
    store: openConfStore(directory),
    slots: [keyringSlot()],
    backups: null,
    clock: systemClock,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    env: {},
    log: quietLog,
    lastGeneration: null,
  });

const secret = inventedKey(pick);
const seen = { rotated: 0, refused: [] as string[], locked: 0, opened: 0, wrong: [] as string[] };
const note = (holds: boolean, what: string) => {
  if (!holds) seen.wrong.push(what);
};

let daemon = await keyring('one');
for (let n = 0; n < 50 && !(await keyringSlot().describe()).available; n += 1) await pause(200);
let vault = await open();
vault.add(storedProfile('openai:kept'), secret);
for (let round = 0; round < Number(times); round += 1) {
  const generation = vault.generation();
  const rotating = vault.keys.rotate({ given: [], drop: [], purge: false, dry: false });
  const outcome = rotating.then(
    () => 'rotated',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
  await pause(pick.below(300));
  await kill(daemon);
  const how = await outcome;
  if (how === 'rotated') seen.rotated += 1;
  else seen.refused.push(how);
  note(vault.generation() === generation + (how === 'rotated' ? 1 : 0), `generation after ${how}`);
  note(vault.reveal('openai:kept') === secret, `secret while the keyring is gone, after ${how}`);
  vault.close();

  daemon = await keyring('two');
  vault = await open();
  note(vault.state() === 'locked', `${vault.state()} under another password`);
  note(/keyring/.test(vault.reason() ?? ''), `reason: ${vault.reason()}`);
  if (vault.state() === 'locked') seen.locked += 1;

  await kill(daemon);
  daemon = await keyring('one');
  // As the core does it: asked again until the keyring is up.
  for (let attempt = 0; attempt < 20 && vault.state() === 'locked'; attempt += 1) {
    await vault.unlock();
    if (vault.state() === 'locked') await pause(200);
  }
  note(vault.state() === 'open', `${vault.state()} when the keyring is back: ${vault.reason()}`);
  if (vault.state() !== 'open') break;
  seen.opened += 1;
  note(vault.reveal('openai:kept') === secret, 'secret when the keyring is back');
  note(vault.damage().length === 0, 'damage');
}
await kill(daemon);
console.log(JSON.stringify(seen));
process.exit(0);
