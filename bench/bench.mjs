// `npm run bench -- startup cli`: the figures of docs/figures.md, measured on the machine that runs them.
import { cpus, release, totalmem, type } from 'node:os';
import { cli } from './cli.mjs';
import { history } from './history.mjs';
import { probe } from './probe.mjs';
import { schedule } from './probe-schedule.mjs';
import { relay } from './relay.mjs';
import { run } from './run.mjs';
import { startup } from './startup.mjs';
import { vault } from './vault.mjs';
import { window } from './window.mjs';

/** Each takes a way to report and gives nothing; a new bench is one line here. */
const benches = { startup, cli, history, schedule, probe, relay, run, vault, window };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(
    `bench: there is no bench ${unknown.join(', ')}; nothing was measured; there are ${Object.keys(benches).join(', ')}`,
  );
  process.exit(64);
}

const [cpu] = cpus();
const gib = (totalmem() / 2 ** 30).toFixed(0);
console.log(
  `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${gib} GiB, ${type()} ${release()}, Node ${process.versions.node}`,
);

let met = true;
const report = (lines) => {
  for (const { what, said, goal, reached } of lines) {
    const verdict = goal === undefined ? '' : `  (goal ${goal}: ${reached ? 'met' : 'MISSED'})`;
    console.log(`  ${what.padEnd(52)} ${said}${verdict}`);
    if (reached === false) met = false;
  }
};
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  console.log(`\n${name}`);
  await benches[name](report);
}
process.exitCode = met ? 0 : 1;
