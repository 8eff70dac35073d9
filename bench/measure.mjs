// Medians with spread, and ratios of things measured in turn in the same run.
import { spawnSync } from 'node:child_process';

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

/** Median and the middle 80 % of some numbers. */
export function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return { median: at(sorted, 0.5), low: at(sorted, 0.1), high: at(sorted, 0.9) };
}

/** "61.3 ms (58.9–66.0)" */
export function inMs({ median, low, high }) {
  return `${median.toFixed(1)} ms (${low.toFixed(1)}–${high.toFixed(1)})`;
}

/** Milliseconds one program took from start to end; throws when it does not end as it should. */
export function timed(command, args, env, exit = 0) {
  const begun = performance.now();
  const { status, stderr } = spawnSync(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const took = performance.now() - begun;
  if (status !== exit) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}

/**
 * Runs every act in turn, `rounds` times after some for warmth, so that whatever else the machine does falls on all
 * of them alike. Gives the spread of each, and of its ratio to the first.
 */
export function inTurn(acts, rounds, warm = 4) {
  const took = Object.fromEntries(Object.keys(acts).map((name) => [name, []]));
  for (let round = -warm; round < rounds; round++)
    for (const [name, act] of Object.entries(acts)) {
      const ms = act(Math.max(0, round));
      if (round >= 0) took[name].push(ms);
    }
  const [first] = Object.keys(acts);
  return Object.fromEntries(
    Object.entries(took).map(([name, numbers]) => [
      name,
      { ...spread(numbers), ratio: spread(numbers.map((ms, round) => ms / took[first][round])) },
    ]),
  );
}
