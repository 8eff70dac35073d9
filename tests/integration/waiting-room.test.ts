import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWaitingRoom, waitingRoomOf, type WaitingRoom } from '../../src-main/api/waiting-room.ts';

let home: string;
let address: string;
let room: WaitingRoom;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-room-'));
  address = waitingRoomOf(home, 'linux') ?? '';
  room = await openWaitingRoom(address);
});
afterEach(async () => {
  await room.close();
  rmSync(home, { recursive: true, force: true });
});

/** What a guest hears until it is sent away. */
function guest(): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(address, () => socket.write('may I?'));
    socket.on('data', (chunk) => (heard += String(chunk)));
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}
const hosting = (receive: (guest: Socket) => void, finish = () => Promise.resolve()) =>
  Promise.resolve({ receive, finish });
const answering = () =>
  hosting((socket) => void socket.once('data', (said) => socket.end(`${String(said)} yes`)));
const nobody = () => Promise.reject(new Error('nobody came'));

describe('a waiting room', () => {
  it('keeps who came before it answers, and takes in who comes meanwhile', async () => {
    const early = [guest(), guest()];
    await new Promise((resolve) => setTimeout(resolve, 20));
    const answered = room.answer(answering, 5_000);
    const late = guest();
    expect(await Promise.all([...early, late])).toEqual(Array(3).fill('may I? yes'));
    await answered;
  });

  it('is left at once where nobody came: what answers is not even loaded', async () => {
    await room.answer(nobody, 5_000);
  });

  it('is closed in time on whoever stays, and what it was leaves no socket behind', async () => {
    const stays = guest();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await room.answer(() => hosting(() => undefined), 50);
    await room.close();
    expect(await stays).toBe('');
    expect(existsSync(address)).toBe(false);
  });

  it('is closed when what was begun in time is answered, but waits for no slow one', async () => {
    const [quick, slow] = [guest(), guest()];
    await new Promise((resolve) => setTimeout(resolve, 20));
    const here: Socket[] = [];
    const finish = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      here[0]?.write('said late');
      await new Promise(() => undefined);
    };
    await room.answer(() => hosting((socket) => void here.push(socket), finish), 10);
    await room.close();
    expect((await Promise.all([quick, slow])).toSorted()).toEqual(['', 'said late']);
  });

  it('is for this person alone', () => {
    expect(statSync(address).mode & 0o777).toBe(0o600);
  });

  it('takes the place of one that a killed process left behind', async () => {
    await room.close();
    writeFileSync(address, '');
    chmodSync(address, 0o600);
    room = await openWaitingRoom(address);
    const coming = guest();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await room.answer(answering, 5_000);
    expect(await coming).toBe('may I? yes');
  });

  it('is nowhere that a socket cannot be', () => {
    expect(waitingRoomOf(`/${'d'.repeat(120)}`, 'linux')).toBeNull();
    expect(waitingRoomOf('C:\\data', 'win32')).toBeNull();
  });
});
