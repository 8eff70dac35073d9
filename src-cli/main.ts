import { aliases, commands } from './commands.ts';
import { hostOf } from './host.ts';
import { run } from './run.ts';
import { outputTo } from './streams.ts';

/** Asked only where HOME does not tell: what knows it takes a while to load. */
function homeInPasswd(): string {
  try {
    return process.getBuiltinModule('node:os').userInfo().homedir;
  } catch {
    // A container may run a user of no passwd entry. Told to all who ask: a library of ours would throw as well.
    return (process.env['HOME'] = '/');
  }
}

const { argv, env } = process;
const out = outputTo(1);
const err = outputTo(2);
const now = () => Date.now();
const around = {
  argv: argv.slice(2),
  env,
  out,
  err,
  now,
  host: (asked: Parameters<typeof hostOf>[1]) =>
    hostOf(
      {
        env,
        // With HOME empty or unset, the passwd entry tells (D-B34).
        home: env['HOME'] || homeInPasswd(),
        programDirectory: import.meta.dirname,
        out,
        err,
        now,
        on: (signal, act) => process.on(signal, act),
        exit: (code) => process.exit(code),
      },
      asked,
    ),
};

async function main(): Promise<void> {
  const code = await run(around, commands, aliases);
  // Everything is written and closed; waiting for the rest of Node to wind down costs a short command a tenth.
  process.exit(code);
}

void main();
