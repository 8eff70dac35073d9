#!/usr/bin/env node
// The first lines of the built `keywatch`. oRPC asks of every message whether it is a form or a blob: without these
// classes Node loads its whole fetch and its web streams to say no (D-C1). No door carries either.
globalThis.FormData = class {};
globalThis.Blob = class {};

// npm links the command to whatever Node is on the PATH; one that is too old hands over to the one that built it (D-C6).
{
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 13)) {
    const { existsSync, readFileSync } = require('node:fs');
    const { join } = require('node:path');
    const record = join(__dirname, 'node-path');
    const newer = existsSync(record) ? readFileSync(record, 'utf8').trim() : '';
    if (newer !== '' && existsSync(newer)) {
      const child = require('node:child_process').spawn(newer, process.argv.slice(1), { stdio: 'inherit' });
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
      child.on('exit', (code, signal) => {
        process.exitCode = code ?? 128 + (require('node:os').constants.signals[signal] ?? 0);
      });
    } else {
      process.stderr.write(
        `keywatch: this is Node ${process.versions.node}; nothing was done; install Node 22.13 or newer\n`,
      );
      process.exitCode = 70;
    }
    return;
  }
}
