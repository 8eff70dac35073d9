import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../fixtures/gateway-homes.ts';
import type { Environment } from '../fixtures/keywatch-process.ts';

const { OPENCLAW_BIN = '' } = process.env;

/** Why no OpenClaw is asked here; null where `OPENCLAW_BIN` names one. */
export const whyNot = OPENCLAW_BIN === '' ? 'OPENCLAW_BIN names no installed OpenClaw' : null;

/** Its start script needs a Node as new as ours, which is not everywhere the first one on the PATH. */
function commandOf(program: string): readonly string[] {
  const path = realpathSync(program);
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}

export interface PeerAnswer {
  code: number;
  stdout: string;
  stderr: string;
}

/** An environment in which the peer reaches nothing but this machine. */
const shutIn: Environment = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '127.0.0.1,localhost',
  NO_COLOR: '1',
};

/** Linked, 2026.3.13 compiles its plug-ins before it audits: half a minute of work, and many of waiting on a busy machine. */
const answerWithinMs = 500_000;

/** Runs `openclaw ARGS` in a home of its own. Throws where it did not end in time. */
export function runPeer(env: Environment, args: readonly string[], input = ''): Promise<PeerAnswer> {
  const [program = '', ...before] = commandOf(OPENCLAW_BIN);
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...before, ...args], {
      env: { ...shutIn, ...env },
      cwd: env['HOME'],
      timeout: answerWithinMs,
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += String(chunk)));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      signal === null
        ? resolve({ code: code ?? -1, ...said })
        : reject(
            new Error(`openclaw ${args.join(' ')} was ended by ${signal}: ${said.stdout}${said.stderr}`),
          ),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** What it prints with `--json`: other lines may stand before the document. */
export function documentIn({ stdout, stderr }: PeerAnswer): Record<string, unknown> {
  const from = stdout.search(/^\{/m);
  if (from === -1) throw new Error(`no document in: ${stdout}${stderr}`);
  return JSON.parse(stdout.slice(from)) as Record<string, unknown>;
}

/** A directory for the PATH in which `openclaw` is that peer. */
export function onPath(home: string): string {
  const command = commandOf(OPENCLAW_BIN)
    .map((part) => `'${part}'`)
    .join(' ');
  put(join(home, 'bin', 'openclaw'), `#!/bin/sh\nexec ${command} "$@"\n`, 0o755);
  return join(home, 'bin');
}
