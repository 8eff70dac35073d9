// The command line against bare Node: reading with and without an owner, and a durable edit.
import { connectLocal } from '../src-cli/local-client.ts';
import { checkBuilt, command, fill, scratch, serve } from './keywatch.mjs';
import { inMs, inTurn, timed } from './measure.mjs';

const profiles = 50;
const rounds = 40;

export async function cli(report) {
  checkBuilt();
  const place = scratch();
  try {
    const [id] = await fill(place, profiles);
    const run = (...args) => timed(process.execPath, [command, ...args], place.env);
    const bare = () => timed(process.execPath, ['-e', '0'], place.env);
    const status = () => run('status', '--json');

    const alone = inTurn(
      { bare, status, edit: (round) => run('auth', 'edit', id, '--notes', `note ${round}`, '--json') },
      rounds,
    );
    const owner = await serve(place.env, '--no-browser');
    const fresh = inTurn({ bare, status }, rounds);
    await answerMany(owner, place.home);
    const owned = inTurn({ bare, status }, rounds);
    await owner.stop();

    report([
      { what: 'node -e 0', said: inMs(alone.bare) },
      line(`status --json, ${profiles} profiles, no owner`, alone.status, 1.8),
      line(`status --json, ${profiles} profiles, with an owner`, owned.status, 1.8),
      line('… with an owner started a moment ago', fresh.status, 1.8),
      line('auth edit, no owner, on the disk when it ends', alone.edit, 3),
    ]);
  } finally {
    place.remove();
  }
}

/** An owner runs for days: its code is compiled by what it answered before. */
async function answerMany({ socket }, home) {
  const door = await connectLocal(socket, home, 'bench');
  for (let call = 0; call < 300; call++) await door.client.status({});
  door.close();
}

function line(what, result, goal) {
  const { median, low, high } = result.ratio;
  return {
    what,
    said: `${inMs(result)}, ${median.toFixed(2)} × bare (${low.toFixed(2)}–${high.toFixed(2)})`,
    goal: `≤ ${goal} ×`,
    reached: median <= goal,
  };
}
