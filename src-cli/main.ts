import { homedir, userInfo } from 'node:os';
import { aliases, commands } from './commands.ts';
import { hostOf } from './host.ts';
import { run, type Output } from './run.ts';

function outputTo(stream: NodeJS.WriteStream): Output {
  // A reader that has seen enough (`keywatch auth list | head`) is no fault.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => stream.write(text),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

const { argv, env, stdin, stderr } = process;
const out = outputTo(process.stdout);
const err = outputTo(stderr);
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
        home: (env['HOME'] ?? '') === '' ? userInfo().homedir : homedir(),
        programDirectory: import.meta.dirname,
        stdin,
        stderr,
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
  process.exitCode = await run(around, commands, aliases);
}

void main();
